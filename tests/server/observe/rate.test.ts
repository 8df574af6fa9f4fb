import { expect, test } from 'vitest';
import { Rate } from '../../../server/observe/rate.js';

test('a rate is of the last few seconds', () => {
  const rate = new Rate();
  expect(rate.look(0, 1000)).toBe(0);
  expect(rate.look(1000, 1500)).toBe(500);
  for (let at = 2000; at <= 10_000; at += 1000) rate.look(at, 1500);
  expect(rate.look(11_000, 1500)).toBe(0);
});

test('a counter that fell was begun anew: no rate is negative, or counts what was there before', () => {
  const rate = new Rate();
  rate.look(0, 1_000_000);
  expect(rate.look(1000, 40)).toBe(0);
  expect(rate.look(2000, 50)).toBe(10);
});

test('when nobody looked for a while it is the mean of that while, and soon of the last seconds again', () => {
  const rate = new Rate();
  rate.look(0, 0);
  expect(rate.look(600_000, 6000)).toBe(10);
  rate.look(601_000, 6500);
  rate.look(602_000, 7000);
  expect(rate.look(603_000, 7500)).toBe(500);
});
