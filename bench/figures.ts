/**
 * All figures of a database as digests, to be compared with those of the second implementation: a bench that counts
 * wrongly is fast for nothing.
 */
import { createHash } from 'node:crypto';
import { openForReading } from '../processors/store/open.js';
import { STATS, WHATS } from '../processors/store/stats/index.js';
import type { TopicRow } from '../processors/store/stats/topics.js';

/** By what `game-flow stats` can be asked for. */
export type FigureDigests = Readonly<Record<string, string>>;

/** Counts of a partition, or of a whole topic. */
export type Counts = Pick<TopicRow, 'topic' | 'received' | 'accepted' | 'duplicate' | 'rejected'>;

/** Every row of every figure in the database at `path`. */
export function figuresInDatabase(path: string): FigureDigests {
  const db = openForReading(path);
  try {
    const others = WHATS.filter((what) => what !== 'topics');
    const digests = others.map((what) => [what, digestOfRows(STATS[what](db))]);
    return { ...Object.fromEntries(digests), topics: digestOfTopics(STATS.topics(db)) };
  } finally {
    db.close();
  }
}

/** Of rows in order, whatever the order of their names. */
export function digestOfRows(rows: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${JSON.stringify(row, inOrderOfNames)}\n`);
  return hash.digest('hex');
}

/** Which key went to which partition is the client's business: only the sums by topic can be known beforehand. */
export function digestOfTopics(rows: readonly Counts[]): string {
  const sums = new Map<string, Counts>();
  for (const row of rows) {
    const sum = sums.get(row.topic);
    sums.set(row.topic, {
      topic: row.topic,
      received: row.received + (sum?.received ?? 0),
      accepted: row.accepted + (sum?.accepted ?? 0),
      duplicate: row.duplicate + (sum?.duplicate ?? 0),
      rejected: row.rejected + (sum?.rejected ?? 0),
    });
  }
  return digestOfRows([...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row));
}

/** Names of the figures that differ, or that only one side has. */
export function differingFigures(expected: FigureDigests, found: FigureDigests): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names].filter((name) => expected[name] !== found[name]).sort();
}

function inOrderOfNames(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
