import { expect, test } from 'vitest';
import { lostRecords } from '../../cli/lost-records.js';

const log = (topic: string, partition: number, logStart: number, highWatermark: number) => ({
  topic,
  partition,
  logStart,
  highWatermark,
});
const counted = (topic: string, partition: number, nextOffset: number) => ({ topic, partition, nextOffset });

test.each([
  ['nothing counted', [], [log('a', 0, 0, 9)], []],
  ['all of it there, and more', [counted('a', 0, 9)], [log('a', 0, 0, 12)], []],
  ['the beginning gone', [counted('a', 0, 9)], [log('a', 0, 4, 12)], ['a/0 before offset 4']],
  ['made anew, with less in it', [counted('a', 0, 9)], [log('a', 0, 0, 7)], ['a/0 from offset 7 to 8']],
  ['a partition fewer', [counted('a', 1, 9)], [log('a', 0, 0, 20)], ['a/1 from offset 0 to 8']],
  ['no topics at all', [counted('a', 0, 2), counted('b', 0, 0)], [], ['a/0 from offset 0 to 1']],
])('%s', (_, before, now, lost) => {
  expect(lostRecords(before, now)).toEqual(lost);
});
