import { expect, test } from 'vitest';
import type { TopicRow } from '../../../processors/store/stats/topics.js';
import { lags, totalLag } from '../../../server/observe/lag.js';

const row = (partition: number, next_offset: number, lag: number | null) =>
  ({ topic: 'combat-events', partition, next_offset, lag }) as TopicRow;
const end = (highWatermark: number, logStart = 0) => ({ highWatermark, logStart });

test('lag is by the broker or the processors, whichever saw more; of what was never read, all of it', () => {
  const ends = new Map([
    ['combat-events/0', end(150)],
    ['combat-events/1', end(90)],
    ['combat-events/3', end(40, 10)],
    ['combat-events/4', end(3)],
  ]);
  const found = lags([row(0, 100, 0), row(1, 100, 7), row(2, 100, null), row(4, 100, null)], ends);
  expect(found.map(({ partition, lag }) => [partition, lag])).toEqual([
    [0, 50],
    [1, 7],
    [2, null],
    // A topic made anew: the broker has less than was folded.
    [4, 0],
    [3, 30],
  ]);
  expect(totalLag(found)).toBe(87);
});

test('what nobody has told is not zero', () => {
  expect(totalLag(lags([row(0, 100, null)], new Map()))).toBeNull();
  expect(totalLag([])).toBeNull();
});
