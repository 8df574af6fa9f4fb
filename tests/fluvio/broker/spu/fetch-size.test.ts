import { expect, it } from 'vitest';
import { FetchSize } from '../../../../fluvio/broker/spu/fetch-size.js';

const MIB = 1024 * 1024;

it('starts with about what a response may hold', () => {
  expect(new FetchSize(MIB).bytes).toBe(Math.round(MIB * 1.1));
  expect(new FetchSize(1).bytes).toBe(MIB / 4);
  expect(new FetchSize(2 ** 31 - 1).bytes).toBe(8 * MIB);
});

it('grows step by step when a module returns little, and stays when it returns what it is given', () => {
  const filter = new FetchSize(MIB);
  const sizes = [1, 2, 3, 4].map(() => {
    filter.learn(filter.bytes, 100);
    return filter.bytes;
  });
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  expect(sizes.at(-1)).toBe(8 * MIB);
  const packing = new FetchSize(MIB);
  for (let i = 0; i < 10; i++) packing.learn(MIB, MIB);
  expect(packing.bytes).toBe(Math.round(MIB * 1.1));
});

it('shrinks when a module returns more than it is given', () => {
  const size = new FetchSize(4 * MIB);
  size.learn(4 * MIB, 40 * MIB);
  expect(size.bytes).toBeLessThan(MIB);
});

it('learns nothing from the few bytes at the end of a log', () => {
  const size = new FetchSize(MIB);
  size.learn(100, 0);
  expect(size.bytes).toBe(Math.round(MIB * 1.1));
});
