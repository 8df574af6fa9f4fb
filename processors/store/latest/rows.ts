/** The latest records, as they are shown. */
import type { Db } from '../open.js';
import { isoOrNull } from '../stats/iso.js';
import type { LatestVerdict } from './record.js';

/** Every field narrows. */
export interface LatestSelection {
  readonly topic?: string | undefined;
  readonly key?: string | undefined;
  readonly verdict?: LatestVerdict | undefined;
  readonly limit?: number | undefined;
  /** Those before this `seq`: the page that follows. */
  readonly after?: number | undefined;
}

export interface LatestRow {
  seq: number;
  /** Fluvio's timestamp of the record. */
  at: string | null;
  topic: string;
  partition: number;
  offset: number;
  key: string | null;
  verdict: LatestVerdict;
  reason: string | null;
  pointer: string | null;
  /** At most the first 2 KiB of it. */
  value: string;
  /** Bytes that the whole value had. */
  size: number;
}

/** The newest first. */
export function latestEvents(db: Db, selection: LatestSelection = {}): LatestRow[] {
  const { topic, key, verdict, after, limit } = selection;
  const terms: [string, string | number | undefined][] = [
    // A key has few rows: it is looked up by itself, and of these the topic.
    [key === undefined ? 'topic = ?' : '+topic = ?', topic],
    ['key = ?', key],
    ['verdict = ?', verdict],
    ['seq < ?', after],
  ];
  const given = terms.filter((term): term is [string, string | number] => term[1] !== undefined);
  const where = given.length === 0 ? '' : `WHERE ${given.map(([text]) => text).join(' AND ')}`;
  const rows = db
    .prepare(
      `SELECT seq, record_time, topic, partition, "offset", key, verdict, reason, pointer, value, size
       FROM latest_events ${where} ORDER BY seq DESC LIMIT ?`,
    )
    .all(...given.map(([, value]) => value), limit ?? -1) as (Omit<LatestRow, 'at'> & {
    record_time: number | null;
  })[];
  return rows.map(({ seq, record_time, ...row }) => ({ seq, at: isoOrNull(record_time), ...row }));
}
