/** `GET /v1/status`: how game-flow itself fares, as one object. */
import type { Counts } from '../../processors/store/counts.js';
import type { ProcessingState } from '../../processors/store/processing.js';
import type { countOpenAlerts } from '../../processors/store/stats/alerts.js';
import { iso, isoOrNull } from '../../processors/store/stats/iso.js';
import type { TopicRow } from '../../processors/store/stats/topics.js';
import { type PartitionLag, totalLag } from './lag.js';

export interface Status {
  readonly version: string;
  /** When `serve` was started. */
  readonly started_at: string;
  readonly now: string;
  /** Where the topics are, for people. */
  readonly cluster: string;
  /** Who folds the topics: the processors of this `serve`, another game-flow, or nobody. */
  readonly processing: Processing['where'];
  /** What the processors complain of; empty when all is well. */
  readonly note: string;
  readonly received: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Records not folded yet; null while no end of a partition has been seen. */
  readonly lag: number | null;
  /** Fluvio's timestamp of the latest record that was folded. */
  readonly last_record_at: string | null;
  /** Seconds from then to now; never negative. */
  readonly last_event_age_seconds: number | null;
  readonly last_commit_at: string | null;
  readonly events_per_second: number;
  readonly open_alerts: number;
  /** Rejected records that are kept. */
  readonly dead_letters: number;
}

export interface Processing {
  readonly where: 'here' | 'elsewhere' | 'none';
  readonly note: string;
}

/** What was seen at one moment. */
export interface Seen {
  readonly counts: Counts;
  /** `stats topics`. */
  readonly topics: readonly TopicRow[];
  readonly lags: readonly PartitionLag[];
  readonly processing: ProcessingState;
  /** By severity. */
  readonly openAlerts: ReturnType<typeof countOpenAlerts>;
  /** Dead letters by topic that `dlq replay` has taken in, and that `counts` and `topics` have as rejected no more. */
  readonly replayed: ReadonlyMap<string, number>;
}

const NO_COUNTS: Counts = {
  received: 0,
  accepted: 0,
  duplicate: 0,
  rejected: 0,
  lag: null,
  lastRecordAt: null,
};

export interface Facts {
  readonly version: string;
  /** Ms since 1970. */
  readonly startedAt: number;
  /** Where the topics are, for people. */
  readonly cluster: string;
}

/**
 * @param seen undefined before there is a database
 * @param now ms since 1970
 */
export function statusOf(
  { version, startedAt, cluster }: Facts,
  { where, note }: Processing,
  seen: Seen | undefined,
  eventsPerSecond: number,
  now: number,
): Status {
  const { received, accepted, duplicate, rejected, lastRecordAt } = seen?.counts ?? NO_COUNTS;
  const letters = seen?.processing.dead_letters ?? [];
  return {
    version,
    started_at: iso(startedAt),
    now: iso(now),
    cluster,
    processing: where,
    note,
    received,
    accepted,
    duplicate,
    rejected,
    lag: totalLag(seen?.lags ?? []),
    last_record_at: isoOrNull(lastRecordAt),
    last_event_age_seconds: lastRecordAt === null ? null : Math.max(0, now - lastRecordAt) / 1000,
    last_commit_at: seen?.processing.last_commit_at ?? null,
    events_per_second: eventsPerSecond,
    open_alerts: seen === undefined ? 0 : seen.openAlerts.critical + seen.openAlerts.warning,
    dead_letters: letters.reduce((sum, one) => sum + one.letters, 0),
  };
}
