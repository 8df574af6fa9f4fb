/** What `verify` holds against the topics: the database as it is at one moment, while processors go on. */

import { readDropped } from '../../processors/store/dropped.js';
import { beginsLog, readGaps } from '../../processors/store/gaps.js';
import { readHorizons } from '../../processors/store/horizons.js';
import { type Db, databasePath } from '../../processors/store/open.js';
import { readPositions } from '../../processors/store/partitions.js';
import { settingsInForce, windowsInForce } from '../../processors/store/schema.js';
import { STATS, WHATS } from '../../processors/store/stats/index.js';
import { minuteOf, readAlertHorizon } from '../../processors/views/alerts/horizon.js';
import type { Settings } from '../../settings/settings.js';
import type { StoredPartition } from '../../verify/coverage.js';
import type { StoredLetter } from '../../verify/dead-letters.js';
import type { Reached } from '../../verify/retention.js';
import { CommandError } from '../exit.js';
import { readDatabase } from '../read-database.js';
import { type LetterPlace, readLetters, readPurged, readReplayed } from './letters.js';

export interface Snapshot {
  /** The rows of every `stats WHAT`, each as JSON text. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
  readonly partitions: readonly StoredPartition[];
  readonly letters: LetterPlace<StoredLetter>;
  /** Reasons of purged letters. */
  readonly purged: LetterPlace<string>;
  /** Replayed letters, in the order in which they were judged again, with the position's next offset then. */
  readonly replayed: LetterPlace<number>;
  /** Rows of `dead_letters` that went with retention. */
  readonly droppedLetters: number;
  /** How far retention has come. */
  readonly reached: Reached;
  /** Those given, with what the rows were made with. */
  readonly settings: Settings;
}

/**
 * @throws as `readDatabase`, and CommandError where rows were dropped and nothing says which
 */
export function readSnapshot(dataDir: string, settings: Settings): Snapshot {
  return readDatabase(dataDir, (db) => {
    const dropped = readDropped(db);
    const reached = reachedHorizons(db);
    if (dropped.size > 0 && reached.topics.size === 0 && settings.retain_seconds === null) {
      throw new CommandError(
        `Retention has dropped rows of ${databasePath(dataDir)}. Name with --retain, or in the settings, what it was processed with: older rows are not expected then.`,
      );
    }
    return {
      rows: new Map(WHATS.map((what) => [what, asText(STATS[what](db))])),
      partitions: readPartitions(db),
      letters: readLetters(db),
      purged: readPurged(db),
      replayed: readReplayed(db),
      droppedLetters: dropped.get('dead_letters') ?? 0,
      reached,
      settings: { ...settings, ...settingsInForce(db), windows: windowsInForce(db) },
    };
  });
}

/** Alerts follow the horizon of their topic step by step, and are those of their own until they have reached it. */
function reachedHorizons(db: Db): Reached {
  const topics = readHorizons(db);
  const metrics = topics.get('server-metrics');
  const alerts = readAlertHorizon(db);
  return { topics, alerts: metrics === undefined || alerts >= minuteOf(metrics) ? undefined : alerts };
}

/** Text takes a fraction of what objects do, and there may be a row a player. */
function asText(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row));
}

function readPartitions(db: Db): StoredPartition[] {
  const gaps = readGaps(db);
  return readPositions(db).map((position) => ({
    topic: position.topic,
    partition: position.partition,
    log: position.log,
    next_offset: position.nextOffset,
    received: position.received,
    accepted: position.accepted,
    duplicate: position.duplicate,
    rejected: position.rejected,
    conflicting: position.conflicting,
    skipped: position.skipped,
    max_time: position.maxTime < 0 ? null : position.maxTime,
    max_record_time: position.maxRecordTime < 0 ? null : position.maxRecordTime,
    first_batch: position.firstBatch,
    last_batch: position.lastBatch,
    gaps: gaps
      .filter(
        ({ topic, partition, log, reason }) =>
          topic === position.topic &&
          partition === position.partition &&
          log === position.log &&
          !beginsLog(reason),
      )
      .sort((a, b) => a.from - b.from),
  }));
}
