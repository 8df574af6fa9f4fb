/** The counts of all partitions together. */
import type { Db } from './open.js';
import { type TopicRow, topicRows } from './stats/topics.js';

export interface Counts {
  readonly received: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Records not folded yet; null while no end has been seen. */
  readonly lag: number | null;
  /** Fluvio's time of the latest record, ms since 1970. */
  readonly lastRecordAt: number | null;
}

export function readCounts(db: Db): Counts {
  return countsOf(topicRows(db));
}

/** @param rows `stats topics` */
export function countsOf(rows: readonly TopicRow[]): Counts {
  const sum = (of: 'received' | 'accepted' | 'duplicate' | 'rejected') =>
    rows.reduce((n, row) => n + row[of], 0);
  const lags = rows.flatMap(({ lag }) => (lag === null ? [] : [lag]));
  const times = rows.flatMap(({ last_record_at: at }) => (at === null ? [] : [Date.parse(at)]));
  return {
    received: sum('received'),
    accepted: sum('accepted'),
    duplicate: sum('duplicate'),
    rejected: sum('rejected'),
    lag: lags.length === 0 ? null : lags.reduce((a, b) => a + b, 0),
    lastRecordAt: times.length === 0 ? null : Math.max(...times),
  };
}
