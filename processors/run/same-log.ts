/**
 * Is the log the one that was counted? What is kept of a partition's first and of its last batch is read again: a topic
 * that was made anew begins with other records, a log that lost its tail begins with the same ones.
 */
import type { FluvioConnection, PartitionStatus } from '../../fluvio/client/index.js';
import { FluvioError } from '../../fluvio/client/index.js';
import { isHashKnown, type PartitionPosition, type RememberedBatch } from '../store/partitions.js';
import { recordsAsColumns } from '../take/records-as-columns.js';
import { ResumeCheck } from './resume-check.js';

/** `unknown`: what would tell is gone from the log, or cannot be read. */
export type Likeness = 'same' | 'other' | 'unknown';

/** How long the records may take to come; they are there, unless the log changes at this very moment. */
const READ_WITHIN_MS = 15_000;

type Reader = Pick<FluvioConnection, 'read'>;
type Extent = Pick<PartitionStatus, 'logStart' | 'logEnd'>;

/** Whether the log begins with the records that were the first to be counted of it. */
export async function firstLikeness(
  connection: Reader,
  position: PartitionPosition,
  { logStart, logEnd }: Extent,
  signal: AbortSignal,
): Promise<Likeness> {
  const { firstBatch: first } = position;
  // Nothing has ever been written to it.
  if (logEnd === 0) return 'other';
  if (first === undefined) return 'unknown';
  // A log's start only ever moves on.
  if (logStart < first.base) return 'other';
  if (logStart > first.base || logEnd <= first.base) return 'unknown';
  const until = Math.min(logEnd, first.base + first.count);
  return readAgain(connection, position, first, until, signal, first.time);
}

/** Whether the last batch that was counted is still there as it was. */
export async function lastLikeness(
  connection: Reader,
  position: PartitionPosition,
  { logStart, logEnd }: Extent,
  signal: AbortSignal,
): Promise<Likeness> {
  const { lastBatch: last } = position;
  if (last === undefined || logStart > last.base) return 'unknown';
  const end = last.base + last.count;
  return logEnd < end ? 'other' : readAgain(connection, position, last, end, signal, null);
}

/** @param time Fluvio's timestamp of the batch's first record: where it is another one, so is the log */
async function readAgain(
  connection: Reader,
  { topic, partition }: PartitionPosition,
  batch: RememberedBatch,
  until: number,
  signal: AbortSignal,
  time: number | null,
): Promise<Likeness> {
  const check = new ResumeCheck(batch);
  const within = AbortSignal.any([signal, AbortSignal.timeout(READ_WITHIN_MS)]);
  let hasSameTime = false;
  try {
    for await (const read of connection.read(topic, partition, { from: batch.base, signal: within })) {
      const readTime = read.timestamps[batch.base - read.baseOffset];
      if (time !== null && readTime !== undefined && !Number.isNaN(readTime)) {
        if (readTime !== time) return 'other';
        hasSameTime = true;
      }
      if (!check.feed(recordsAsColumns(read))) return 'other';
      if (check.isComplete && isHashKnown(batch.hash)) return 'same';
      // Too few records are left to compare them all, or nothing to compare them with; that the first one was stored at the same instant says enough.
      if (check.isComplete || read.baseOffset + read.count >= until) return hasSameTime ? 'same' : 'unknown';
    }
  } catch (error) {
    if (!(error instanceof FluvioError)) throw error;
  }
  return 'unknown';
}
