/** Everything in a database that must not depend on how it came about, as text to compare. */
import { eachId } from '../../processors/store/id-buckets.js';
import { type Db, openForReading } from '../../processors/store/open.js';
import { STATS, type What } from '../../processors/store/stats/index.js';

/**
 * Tables behind the figures, by query. Left out is what may depend on when was committed: row ids, which of several
 * rows keep the hashes of a day, since when visits are watched, and the high watermark as last seen.
 */
const TABLES: Readonly<Record<string, string>> = {
  partitions: `SELECT topic, partition, log, next_offset, received, accepted, duplicate, conflicting, rejected, skipped,
    max_time, max_record_time FROM partitions ORDER BY topic, partition`,
  dead_letters: 'SELECT * FROM dead_letters ORDER BY topic, partition, log, "offset"',
  visits: `SELECT player_id, level_id, first_at, last_at, completed_at, played, played_to_completion, moves,
    interactions, level_completes, map_id, session_id, spell_from FROM visits ORDER BY player_id, level_id`,
  spells: `SELECT player_id, level_id, s.session_id, s.first_at, s.last_at
    FROM spells s JOIN visits v ON v.id = s.visit_id ORDER BY 1, 2, 3`,
  seen_numbers: `SELECT topic, partition, source, block, bits
    FROM seen_numbers s JOIN partitions p ON p.id = s.partition_id ORDER BY 1, 2, 3, 4`,
};

/** Rows as JSON, by the name of the figure or table. @throws Error when SQLite finds the file damaged */
export function allRows(database: string): Map<string, string[]> {
  const db = openForReading(database);
  try {
    const damage = db.pragma('integrity_check', { simple: true });
    if (damage !== 'ok') throw new Error(`integrity_check: ${damage}`);
    const rows = new Map<string, string[]>();
    for (const what of Object.keys(STATS) as What[]) rows.set(what, STATS[what](db).map(lineOf));
    for (const [table, query] of Object.entries(TABLES))
      rows.set(`${table}*`, db.prepare(query).all().map(lineOf));
    rows.set('seen_ids*', seenIds(db));
    return rows;
  } finally {
    db.close();
  }
}

/** Which ids lie together depends on when was committed, what they are does not. */
function seenIds(db: Db): string[] {
  const rows = db
    .prepare('SELECT topic, partition, ids FROM seen_ids s JOIN partitions p ON p.id = s.partition_id')
    .raw()
    .all() as [topic: string, partition: number, ids: Buffer][];
  const lines: string[] = [];
  for (const [topic, partition, ids] of rows) {
    eachId(ids, (id, recordTime, hash) => {
      lines.push(lineOf({ topic, partition, id, recordTime, hash }));
    });
  }
  return lines.sort();
}

/** Figures of an event set, whatever its place in the log: without what counts records and offsets. */
export function figureRows(database: string): Map<string, string[]> {
  const rows = allRows(database);
  for (const name of [...rows.keys()]) if (name.endsWith('*') || name === 'topics') rows.delete(name);
  return rows;
}

/** The first rows in which two databases differ, as sentences; none when they are equal. */
export function differences(expected: Map<string, string[]>, found: Map<string, string[]>): string[] {
  const said: string[] = [];
  for (const [name, lines] of expected) {
    const others = found.get(name) ?? [];
    if (lines.length !== others.length)
      said.push(`${name}: ${lines.length} rows expected, ${others.length} found`);
    const at = lines.findIndex((line, i) => line !== others[i]);
    if (at >= 0) said.push(`${name}: ${lines[at]} expected, ${others[at]} found`);
  }
  return said;
}

export function countRows(rows: Map<string, string[]>): number {
  return [...rows.values()].reduce((sum, lines) => sum + lines.length, 0);
}

/** `lag` is of the log as last seen, not of the rows. */
function lineOf(row: unknown): string {
  return JSON.stringify(row, (name, value: unknown) => {
    if (name === 'lag') return undefined;
    return value;
  });
}
