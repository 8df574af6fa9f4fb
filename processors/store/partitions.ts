/** The `partitions` table: how far each partition has been folded, and what became of its records. */
import type { Db } from './open.js';

export interface PartitionPosition {
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
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
  /** The last folded batch, read again and compared on resume; undefined before the first. */
  lastBatch: { base: number; count: number; hash: Buffer } | undefined;
}

/** `player-events/0`: names a partition among those of all topics. */
export function partitionName({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}/${partition}`;
}

interface Row {
  id: number;
  topic: string;
  partition: number;
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
      `INSERT INTO partitions (topic, partition, next_offset, received, accepted, duplicate, rejected, conflicting, skipped)
       VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0) RETURNING *`,
    )
    .get(topic, partition, nextOffset) as Row;
  return fromRow(row);
}

/** A function that writes a position; to be called within the commit's transaction. */
export function positionWriter(db: Db): (position: PartitionPosition) => void {
  const update = db.prepare(`UPDATE partitions SET next_offset = ?, received = ?, accepted = ?, duplicate = ?,
    rejected = ?, conflicting = ?, skipped = ?, max_time = ?, max_record_time = ?, high_watermark = ?,
    batch_base = ?, batch_count = ?, batch_hash = ? WHERE id = ?`);
  return (position) => {
    const { lastBatch } = position;
    update.run(
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
  const { batch_base: base, batch_count: count, batch_hash: hash } = row;
  return {
    id: row.id,
    topic: row.topic,
    partition: row.partition,
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
    lastBatch: base === null || count === null || hash === null ? undefined : { base, count, hash },
  };
}
