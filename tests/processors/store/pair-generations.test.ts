import { expect, test } from 'vitest';
import { PairGenerations } from '../../../processors/store/pair-generations.js';

test('entries are told apart by both texts, and what is not asked for between two turns is forgotten', () => {
  const pairs = new PairGenerations<{ name: string }>();
  const value = (name: string) => ({ name });
  for (const [first, second] of [
    ['a', 'bc'],
    ['ab', 'c'],
    ['a', 'c'],
    ['a', 'd'],
  ] as const)
    pairs.add(first, second, value(`${first} ${second}`));
  expect(pairs.weight).toBe(4);
  const found = (first: string, second: string) => pairs.get(first, second)?.name;
  expect([found('a', 'bc'), found('ab', 'c'), found('a', 'c'), found('a', 'd')]).toEqual([
    'a bc',
    'ab c',
    'a c',
    'a d',
  ]);
  expect([found('a', 'x'), found('x', 'c')]).toEqual([undefined, undefined]);

  pairs.turn();
  expect(pairs.weight).toBe(0);
  // Others of the same first text are not kept with it.
  expect(found('a', 'd')).toBe('a d');
  expect(pairs.weight).toBe(1);
  pairs.turn();
  expect([found('a', 'd'), found('a', 'c'), found('a', 'bc'), found('ab', 'c')]).toEqual([
    'a d',
    undefined,
    undefined,
    undefined,
  ]);
});
