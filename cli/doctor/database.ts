/** The database: its version, how far it is behind the topics, and when the last event came. */
import { existsSync } from 'node:fs';
import type { PartitionStatus } from '../../fluvio/client/index.js';
import { readDropped } from '../../processors/store/dropped.js';
import { type Db, databasePath, openForReading } from '../../processors/store/open.js';
import { type PartitionPosition, readPositions } from '../../processors/store/partitions.js';
import { outdatedBecause, SCHEMA_VERSION, schemaState } from '../../processors/store/schema.js';
import { FOLD_VERSION } from '../../processors/views/index.js';
import type { Settings } from '../../settings/settings.js';
import { count, duration } from '../render/numbers.js';
import { type Check, failed, ok, warn } from './check.js';

/** Longer without an event is worth a word. */
const QUIET_MS = 10 * 60_000;

export interface DatabaseFindings {
  readonly check: Check;
  /** Undefined where there is no database that can be read. */
  readonly positions?: readonly PartitionPosition[];
}

export function databaseFindings(dataDir: string, settings: Settings): DatabaseFindings {
  const path = databasePath(dataDir);
  if (!existsSync(path)) return { check: ok('database', 'none yet: `game-flow watch` makes it') };
  try {
    const db = openForReading(path);
    try {
      const state = schemaState(db, path, settings);
      if (state === 'new') return { check: ok('database', `${path} is new and empty`), positions: [] };
      if (state === 'current') {
        const message = `${path}, schema ${SCHEMA_VERSION}, folds ${FOLD_VERSION}${droppedRows(db)}`;
        return { check: ok('database', message), positions: readPositions(db) };
      }
      const why = outdatedBecause(db, settings);
      const next = 'The next `game-flow process` or `watch` migrates it, or builds it anew from the topics.';
      return { check: warn('database', `${path} ${why}`, next) };
    } finally {
      db.close();
    }
  } catch (error) {
    return { check: failed('database', error, 'Move it away, or name another folder with --data-dir.') };
  }
}

/** What has gone with `--retain`, where anything has. */
function droppedRows(db: Db): string {
  const rows = [...readDropped(db).values()].reduce((sum, one) => sum + one, 0);
  return rows === 0 ? '' : `, ${count(rows)} rows dropped by retention`;
}

/** One check a topic of the database; the cluster's high watermarks where it answers, otherwise the last ones seen. */
export function lagChecks(
  positions: readonly PartitionPosition[],
  statuses: readonly PartitionStatus[] | undefined,
  isProcessing: boolean,
): Check[] {
  const topics = [...new Set(positions.map(({ topic }) => topic))];
  return topics.map((topic) => {
    const name = `lag of ${topic}`;
    const lags = positions
      .filter((position) => position.topic === topic)
      .map((position) => lagOf(position, statuses));
    if (lags.includes(undefined)) return ok(name, 'not known yet');
    const lag = lags.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    const message = `${count(lag)} records${statuses === undefined ? ', when last seen' : ''}`;
    if (lag === 0 || isProcessing) return ok(name, message);
    return warn(name, `${message}, and no processor runs`, 'Start `game-flow watch` or `game-flow process`.');
  });
}

export function lastEventCheck(positions: readonly PartitionPosition[], now: number): Check {
  const latest = Math.max(-1, ...positions.map(({ maxRecordTime }) => maxRecordTime));
  if (latest < 0) return ok('last event', 'none yet: `game-flow generate` sends some');
  const age = Math.max(0, now - latest);
  const message = `${duration(age / 1000)} ago`;
  if (age < QUIET_MS) return ok('last event', message);
  return warn(
    'last event',
    message,
    'Does anything send events, and does a processor run? See the lag above.',
  );
}

function lagOf(
  { topic, partition, nextOffset, highWatermark }: PartitionPosition,
  statuses: readonly PartitionStatus[] | undefined,
): number | undefined {
  const status = statuses?.find((one) => one.topic === topic && one.partition === partition);
  const end = statuses === undefined ? highWatermark : (status?.highWatermark ?? -1);
  return end < 0 ? undefined : Math.max(0, end - nextOffset);
}
