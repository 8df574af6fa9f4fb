/** The `partitions` table: how far each partition has been folded, and what became of its records. */
import type { Db } from './open.js';

/** A batch that was folded, to be read again and compared. */
export interface RememberedBatch {
  readonly base: number;
  readonly count: number;
  /** Digest of its records (`BatchHasher`); empty where it is not known. */
  readonly hash: Buffer;
}

export function isHashKnown(hash: Buffer): boolean {
  return hash.length > 0;
}

export interface PartitionPosition {
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
  /** How many logs were given up before this one (`--on-gap skip`): offsets are of this log, 0 at first. */
  log: number;
  nextOffset: number;
  received: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  /** Of the duplicates: those whose bytes differ from the accepted record's, where that is still known. */
  conflicting: number;
  /** Offsets that had gone from the log and were skipped with `--on-gap skip`. */
  skipped: number;
  /** Largest time of an accepted event, ms since 1970; −1 while there is none. */
  maxTime: number;
  /** Largest Fluvio timestamp of any record, ms since 1970; −1 while there is none. */
  maxRecordTime: number;
  /** High watermark as last seen, −1 if never. */
  highWatermark: number;
  /**
   * The first folded batch of this log, with Fluvio's timestamp of its first record (null where there is none): tells
   * a topic made anew from a log that lost its tail. Undefined before the first.
   */
  firstBatch: (RememberedBatch & { readonly time: number | null }) | undefined;
  /** The last folded batch, read again and compared on resume; undefined before the first. */
  lastBatch: RememberedBatch | undefined;
}

/** `player-events/0`: names a partition among those of all topics. */
export function partitionName({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}/${partition}`;
}

interface Row {
  id: number;
  topic: string;
  partition: number;
  log: number;
  next_offset: number;
  received: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  conflicting: number;
  skipped: number;
  max_time: number | null;
  max_record_time: number | null;
  high_watermark: number | null;
  first_base: number | null;
  first_count: number | null;
  first_hash: Buffer | null;
  first_time: number | null;
  batch_base: number | null;
  batch_count: number | null;
  batch_hash: Buffer | null;
}

export function readPositions(db: Db): PartitionPosition[] {
  const rows = db.prepare('SELECT * FROM partitions ORDER BY topic, partition').all() as Row[];
  return rows.map(fromRow);
}

/** Gives a partition its row; it starts at `nextOffset`, the start of the log. */
export function addPosition(db: Db, topic: string, partition: number, nextOffset: number): PartitionPosition {
  const row = db
    .prepare(
      `INSERT INTO partitions (topic, partition, log, next_offset, received, accepted, duplicate, rejected, conflicting, skipped)
       VALUES (?, ?, 0, ?, 0, 0, 0, 0, 0, 0) RETURNING *`,
    )
    .get(topic, partition, nextOffset) as Row;
  return fromRow(row);
}

/** A function that writes a position; to be called within the commit's transaction. */
export function positionWriter(db: Db): (position: PartitionPosition) => void {
  const update =
    db.prepare(`UPDATE partitions SET log = ?, next_offset = ?, received = ?, accepted = ?, duplicate = ?,
    rejected = ?, conflicting = ?, skipped = ?, max_time = ?, max_record_time = ?, high_watermark = ?,
    first_base = ?, first_count = ?, first_hash = ?, first_time = ?, batch_base = ?, batch_count = ?,
    batch_hash = ? WHERE id = ?`);
  return (position) => {
    const { firstBatch, lastBatch } = position;
    update.run(
      position.log,
      position.nextOffset,
      position.received,
      position.accepted,
      position.duplicate,
      position.rejected,
      position.conflicting,
      position.skipped,
      known(position.maxTime),
      known(position.maxRecordTime),
      known(position.highWatermark),
      firstBatch?.base ?? null,
      firstBatch?.count ?? null,
      firstBatch?.hash ?? null,
      firstBatch?.time ?? null,
      lastBatch?.base ?? null,
      lastBatch?.count ?? null,
      lastBatch?.hash ?? null,
      position.id,
    );
  };
}

function known(value: number): number | null {
  return value < 0 ? null : value;
}

function fromRow(row: Row): PartitionPosition {
  const firstBatch = remembered(row.first_base, row.first_count, row.first_hash);
  return {
    id: row.id,
    topic: row.topic,
    partition: row.partition,
    log: row.log,
    nextOffset: row.next_offset,
    received: row.received,
    accepted: row.accepted,
    duplicate: row.duplicate,
    rejected: row.rejected,
    conflicting: row.conflicting,
    skipped: row.skipped,
    maxTime: row.max_time ?? -1,
    maxRecordTime: row.max_record_time ?? -1,
    highWatermark: row.high_watermark ?? -1,
    firstBatch: firstBatch && { ...firstBatch, time: row.first_time },
    lastBatch: remembered(row.batch_base, row.batch_count, row.batch_hash),
  };
}

function remembered(
  base: number | null,
  count: number | null,
  hash: Buffer | null,
): RememberedBatch | undefined {
  return base === null || count === null || hash === null ? undefined : { base, count, hash };
}
