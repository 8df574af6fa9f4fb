/** From a record of a batch to the dead letter that is kept of it. */
import type { RecordBatch } from '../fluvio/client/types.js';
import { type DeadLetter, KEPT_BYTES } from './store/dead-letters.js';
import type { PartitionPosition } from './store/partitions.js';
import type { Rejected } from './verdict/checked.js';

/** The first and the last instant that a Date can show lie so far from 1970, ms. */
const CALENDAR_MS = 8.64e15;

/** Record `r` of a batch, which lies at `offset`, rejected; at most `KEPT_BYTES` of its value are kept. */
export function rejectedRecord(
  { topic, partition, log }: PartitionPosition,
  batch: RecordBatch,
  r: number,
  offset: number,
  { reason, pointer }: Rejected,
): DeadLetter {
  const { bytes, timestamps } = batch;
  const start = batch.valueStart[r]!;
  const size = batch.valueEnd[r]! - start;
  const keyStart = batch.keyStart[r]!;
  return {
    topic,
    partition,
    log,
    offset,
    reason,
    pointer,
    recordTime: timeOrNull(timestamps[r]!),
    // Copies: a view would keep the whole batch in memory until the commit.
    key: keyStart < 0 ? null : Buffer.from(bytes.subarray(keyStart, batch.keyEnd[r]!)),
    value: Buffer.from(bytes.subarray(start, start + Math.min(size, KEPT_BYTES))),
    size,
  };
}

export function timeOrNull(timestamp: number): number | null {
  return Number.isNaN(timestamp) ? null : withinCalendar(timestamp);
}

/** A producer may write any i64 into a record's timestamp; SQLite cannot keep every one of them, nor a Date show it. */
export function withinCalendar(time: number): number {
  return Math.max(-CALENDAR_MS, Math.min(time, CALENDAR_MS));
}
