/** `stats topics`: what became of the records of each partition, and how far behind it is. */

import { compareUtf8 } from '../../rollups/text-order.js';
import { type GapReason, readGaps } from '../gaps.js';
import type { Db } from '../open.js';
import { partitionName, readPositions } from '../partitions.js';
import { isoOrNull } from './iso.js';
import { pageOf } from './keyset.js';
import type { Cursor, Selection } from './selection.js';

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
  /** How many logs of this partition were given up for another one. */
  log: number;
  /** Where counting went on elsewhere on request, in that order. */
  gaps: TopicGap[];
  /** Fluvio's timestamp of the latest record. */
  last_record_at: string | null;
}

export interface TopicGap {
  reason: GapReason;
  log: number;
  from: number;
  to: number;
}

export function topicRows(db: Db, selection: Selection = {}): TopicRow[] {
  const gaps = gapsByPartition(db);
  const rows = readPositions(db).map((position) => ({
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
    log: position.log,
    gaps: gaps.get(partitionName(position)) ?? [],
    last_record_at: isoOrNull(position.maxRecordTime < 0 ? null : position.maxRecordTime),
  }));
  return pageOf(rows, selection, beyond);
}

function beyond(row: TopicRow, [topic, partition]: Cursor): number {
  return compareUtf8(row.topic, topic as string) || row.partition - (partition as number);
}

function gapsByPartition(db: Db): Map<string, TopicGap[]> {
  const byPartition = new Map<string, TopicGap[]>();
  for (const { topic, partition, ...gap } of readGaps(db)) {
    const name = partitionName({ topic, partition });
    const { reason, log, from, to } = gap;
    byPartition.set(name, [...(byPartition.get(name) ?? []), { reason, log, from, to }]);
  }
  return byPartition;
}
