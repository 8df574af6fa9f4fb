/** The figures of a workplace, and what they should be by the second computation in verify/. */
import { expect } from 'vitest';
import { databasePath, openForReading } from '../../processors/store/open.js';
import { STATS, WHATS, type What } from '../../processors/store/stats/index.js';
import { TOPICS } from '../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { computeStats, type LogRecord } from '../../verify/index.js';
import { readRecords } from '../verify/ndjson.js';
import type { Workplace } from './command-line.js';

export type Rows = Record<string, unknown>[];
export type Figures = Record<What, Rows>;

/** Every record of all topics, as `consume` prints them. */
export async function consumeAll(place: Workplace): Promise<LogRecord[]> {
  const printed = await Promise.all(
    TOPICS.map((topic) => place.succeed(['consume', topic, '-A', '-B', '-d', '-O', 'ndjson'])),
  );
  return printed.flatMap(({ stdout }) => [...readRecords(stdout)]);
}

/** The rows of every `stats WHAT --json`, without a process for each: one of them is asked of the command. */
export async function allFigures(place: Workplace): Promise<Figures> {
  const db = openForReading(databasePath(place.dataDir));
  const rows = db.transaction(() =>
    Object.fromEntries(WHATS.map((what) => [what, JSON.parse(JSON.stringify(STATS[what](db))) as Rows])),
  )() as Figures;
  db.close();
  expect(await place.stats('levels')).toEqual(rows.levels);
  return Object.fromEntries(WHATS.map((what) => [what, comparable(what, rows[what])])) as Figures;
}

/** The same by verify/, from the records alone. */
export function expectedFigures(records: readonly LogRecord[]): Figures {
  const stats = computeStats(records, DEFAULT_SETTINGS);
  return Object.fromEntries(WHATS.map((what) => [what, stats[what] as Rows])) as Figures;
}

/** The figures that do not depend on how often an event was sent: all rows but the counts of records. */
export function withoutReceived({ topics, ...figures }: Figures): object {
  const accepted = topics.map(({ topic, partition, accepted }) => ({ topic, partition, accepted }));
  return { ...figures, accepted };
}

/** Names that rows may have besides the documented ones, and lag, which is no function of the records, are left out. */
function comparable(what: What, rows: Rows): Rows {
  if (what !== 'topics') return rows;
  return rows
    .filter(({ received }) => received !== 0)
    .map(({ topic, partition, next_offset, received, accepted, duplicate, rejected }) => {
      return { topic, partition, next_offset, received, accepted, duplicate, rejected };
    });
}

export { WHATS };
