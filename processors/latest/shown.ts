/** Records as they are shown among the latest. */
import type { RecordBatch } from '../../fluvio/client/types.js';
import { timeOrNull } from '../rejected-record.js';
import type { DeadLetter } from '../store/dead-letters.js';
import { type LatestRecord, shownText } from '../store/latest/record.js';

/** Record `i` of a batch, which was no dead letter. */
export function eventRecord(
  batch: RecordBatch,
  i: number,
  verdict: 'accepted' | 'duplicate',
  key: string | null,
  isFollowed: boolean,
): LatestRecord {
  const start = batch.valueStart[i]!;
  const end = batch.valueEnd[i]!;
  return {
    topic: batch.topic,
    partition: batch.partition,
    offset: batch.baseOffset + i,
    recordTime: timeOrNull(batch.timestamps[i]!),
    key,
    verdict,
    reason: null,
    pointer: null,
    value: shownText(batch.bytes, start, end),
    size: end - start,
    isFollowed,
  };
}

export function letterRecord(letter: DeadLetter, key: string | null, isFollowed: boolean): LatestRecord {
  const { topic, partition, offset, recordTime, reason, pointer, value, size } = letter;
  const shown = shownText(value, 0, value.length);
  const what = { verdict: 'rejected', reason, pointer, value: shown, size } as const;
  return { topic, partition, offset, recordTime, key, ...what, isFollowed };
}
