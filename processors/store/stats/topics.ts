/** `stats topics`: what became of the records of each partition, and how far behind it is. */
import type { Db } from '../open.js';
import { readPositions } from '../partitions.js';
import { isoOrNull } from './iso.js';

export interface TopicRow {
  topic: string;
  partition: number;
  next_offset: number;
  received: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  /** Records between the high watermark as last seen and `next_offset`; null if it was never seen. */
  lag: number | null;
  /** Of the duplicates, those known to have other bytes than the accepted record. */
  conflicting: number;
  /** Offsets that had gone from the log and were skipped on request. */
  skipped: number;
  /** Fluvio's timestamp of the latest record. */
  last_record_at: string | null;
}

export function topicRows(db: Db): TopicRow[] {
  return readPositions(db).map((position) => ({
    topic: position.topic,
    partition: position.partition,
    next_offset: position.nextOffset,
    received: position.received,
    accepted: position.accepted,
    duplicate: position.duplicate,
    rejected: position.rejected,
    lag: position.highWatermark < 0 ? null : Math.max(0, position.highWatermark - position.nextOffset),
    conflicting: position.conflicting,
    skipped: position.skipped,
    last_record_at: isoOrNull(position.maxRecordTime < 0 ? null : position.maxRecordTime),
  }));
}
