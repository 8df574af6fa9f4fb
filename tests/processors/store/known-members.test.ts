import { expect, test } from 'vitest';
import { KnownMembers } from '../../../processors/store/known-members.js';

function filled(known: KnownMembers, cell: string, start: number): void {
  const members = known.of(cell, start);
  for (let i = 0; i < 70_000; i++) known.add(members, `${cell}${i}`);
}

test('all members are known of cells that began here, and not of those that may have begun before or were forgotten', () => {
  const known = new KnownMembers(10);
  expect([known.of('before', 10).areAll, known.of('since', 11).areAll]).toEqual([false, true]);
  filled(known, 'a', 12);
  filled(known, 'b', 13);
  known.settle();
  expect(known.of('b', 13).size).toBe(70_000);
  filled(known, 'c', 14);
  known.settle();
  // `a` has not been asked for since the turn before: cells that began no later may be like it.
  expect([known.of('a', 12).areAll, known.of('a', 12).size]).toEqual([false, 0]);
  expect([known.of('late', 12).areAll, known.of('next', 13).areAll]).toEqual([false, true]);
  expect([known.of('b', 13).areAll, known.of('b', 13).size]).toEqual([true, 70_000]);
});
