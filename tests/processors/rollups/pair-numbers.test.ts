import { expect, test } from 'vitest';
import { PairNumbers } from '../../../processors/rollups/pair-numbers.js';

/** Pairs that differ in one of the two, in their order, or by what hashes like to drop. */
const PAIRS = Array.from({ length: 3000 }, (_, i): [number, number] =>
  i % 3 === 0 ? [i, 0] : i % 3 === 1 ? [0, i] : [i << 16, i],
);

test('pairs are numbered in the order of first sight, however many there are', () => {
  const pairs = new PairNumbers();
  const numbers = () => PAIRS.map(([first, second]) => pairs.numberOf(first, second));
  const expected = [...PAIRS.keys()];
  expect(numbers()).toEqual(expected);
  expect(numbers()).toEqual(expected);
  expect(pairs.size).toBe(PAIRS.length);
  expect(PAIRS.map((_, n) => [pairs.first[n], pairs.second[n]])).toEqual(PAIRS);
});

test('after `clear` nothing is known, whether the table was filled or not', () => {
  const pairs = new PairNumbers();
  for (const used of [3000, 2, 100]) {
    for (const [n, [first, second]] of PAIRS.slice(0, used).entries())
      expect(pairs.numberOf(first, second)).toBe(n);
    pairs.clear();
    expect(pairs.size).toBe(0);
  }
});
