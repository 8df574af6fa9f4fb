import { expect, test } from 'vitest';
import { KnownMarks } from '../../../processors/store/known-marks.js';

function filled(known: KnownMarks, name: string, start: number): void {
  const group = known.of(name, start);
  for (let i = 0; i < 70_000; i++) known.set(group, `${i}`, 1);
}

test('all rows are known of groups that began here, and not of those that may have begun before or were forgotten', () => {
  const known = new KnownMarks(10);
  expect([known.of('before', 10).areAll, known.of('since', 11).areAll]).toEqual([false, true]);
  filled(known, 'a', 12);
  filled(known, 'b', 13);
  known.settle();
  known.set(known.of('b', 13), 'ann', 1);
  known.set(known.of('b', 13), 'ann', 5);
  filled(known, 'c', 14);
  known.settle();
  // `a` has not been asked for since the turn before: groups that began no later may be like it.
  expect([known.of('a', 12).areAll, known.of('a', 12).size]).toEqual([false, 0]);
  expect([known.of('late', 12).areAll, known.of('next', 13).areAll]).toEqual([false, true]);
  expect(['0', 'ann', 'bob'].map((name) => known.of('b', 13).marksOf(name))).toEqual([1, 5, 0]);
});

test('a group with more rows than are remembered knows some of them, and keeps what it knows of them up to date', () => {
  const known = new KnownMarks(Number.NEGATIVE_INFINITY);
  const group = known.of('large', 0);
  for (let i = 0; i < 140_000; i++) known.set(group, `${i}`, 1);
  known.set(group, '0', 3);
  expect([group.areAll, group.marksOf('0'), group.marksOf('139999')]).toEqual([false, 3, 0]);
  expect(group.size).toBeLessThan(140_000);
});
