/** Which of the offsets that were counted can still be read, and what a database says of itself that cannot be. */
import type { RememberedBatch } from './log-hash.js';

/** Offsets `[from, to)`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One partition as the database has it. */
export interface StoredPartition {
  readonly topic: string;
  readonly partition: number;
  /** Logs that were given up before this one: what was counted of them is gone. */
  readonly log: number;
  readonly next_offset: number;
  readonly received: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Of the duplicates, those known to have other bytes than the accepted record. */
  readonly conflicting: number;
  readonly skipped: number;
  /** Largest time of an accepted event, and of a record; null while there is none. */
  readonly max_time: number | null;
  readonly max_record_time: number | null;
  readonly first_batch: RememberedBatch | undefined;
  readonly last_batch: RememberedBatch | undefined;
  /** Offsets of this log that were passed over, in order. */
  readonly gaps: readonly Range[];
}

/** The log as it is now. */
export interface HeldLog {
  readonly logStart: number;
  readonly logEnd: number;
}

export interface Coverage {
  /** Counted, and in the log: in order. */
  readonly readable: readonly Range[];
  /** Counted, and gone. */
  readonly gone: readonly Range[];
  /** Sentences on what cannot be, whatever the records are. */
  readonly contradictions: readonly string[];
}

/** @param held undefined where there is no such partition any more */
export function coverage(stored: StoredPartition, held: HeldLog | undefined): Coverage {
  const first = firstCounted(stored);
  const counted = without({ from: Math.max(0, first), to: stored.next_offset }, stored.gaps);
  const there = held === undefined ? { from: 0, to: 0 } : { from: held.logStart, to: held.logEnd };
  return {
    readable: counted.flatMap((range) => overlap(range, there)),
    gone: counted.flatMap((range) => without(range, [there])),
    contradictions: [...contradictions(stored, first, held)],
  };
}

/** The first offset of this log that was counted. */
function firstCounted({ log, next_offset, received, skipped, first_batch }: StoredPartition): number {
  return log === 0 ? next_offset - received - skipped : (first_batch?.base ?? next_offset);
}

function* contradictions(stored: StoredPartition, first: number, held: HeldLog | undefined) {
  const { log, next_offset, received, accepted, duplicate, rejected, skipped, gaps, last_batch } = stored;
  if (received !== accepted + duplicate + rejected) {
    yield `received ${received}, but accepted, duplicate and rejected are ${accepted + duplicate + rejected}`;
  }
  if (first < 0) yield `received ${received} and skipped ${skipped} records before offset ${next_offset}`;
  const passedOver = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  if (log === 0 && passedOver !== skipped) yield `skipped ${skipped} offsets, but its gaps are ${passedOver}`;
  if (last_batch !== undefined && last_batch.base + last_batch.count !== next_offset) {
    yield `next offset ${next_offset}, but the last batch ends at ${last_batch.base + last_batch.count}`;
  }
  if (log === 0 && held !== undefined && first > held.logStart && received > 0) {
    yield `counted from offset ${first} on, but the log starts at ${held.logStart}`;
  }
}

function overlap(a: Range, b: Range): Range[] {
  const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return both.from < both.to ? [both] : [];
}

/** What is left of a range; the holes are in order. */
function without(range: Range, holes: readonly Range[]): Range[] {
  const left: Range[] = [];
  let { from } = range;
  for (const hole of holes) {
    if (hole.to <= from || hole.from >= range.to) continue;
    if (hole.from > from) left.push({ from, to: hole.from });
    from = hole.to;
  }
  if (from < range.to) left.push({ from, to: range.to });
  return left;
}
