/** Records as they are shown among the latest. */
import type { ColumnBatch } from '../../fluvio/client/columns/column-batch.js';
import { timeOrNull } from '../rejected-record.js';
import type { DeadLetter } from '../store/dead-letters.js';
import { type LatestRecord, shownText } from '../store/latest/record.js';
import { DUPLICATE } from '../take/topic-rows.js';

/**
 * Raw record `r` of a batch, which was no dead letter.
 * @param verdict `ACCEPTED` or `DUPLICATE`
 */
export function eventRecord(
  { raw, rawIndex, baseOffset }: ColumnBatch,
  r: number,
  verdict: number,
  key: string | null,
  isFollowed: boolean,
): LatestRecord {
  const { topic, partition, bytes, timestamps } = raw!;
  const start = raw!.valueStart[r]!;
  const end = raw!.valueEnd[r]!;
  return {
    topic,
    partition,
    offset: baseOffset + rawIndex[r]!,
    recordTime: timeOrNull(timestamps[r]!),
    key,
    verdict: verdict === DUPLICATE ? 'duplicate' : 'accepted',
    reason: null,
    pointer: null,
    value: shownText(bytes, start, end),
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
