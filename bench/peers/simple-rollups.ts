/** The roll-ups that the reference script and a peer both write, as one digest: the same results, or no comparison. */
import Database from 'better-sqlite3';
import { digestOfRows } from '../figures.js';

const TABLES = {
  levels: 'SELECT level_id, players, completed, stalled FROM levels ORDER BY level_id',
  items: 'SELECT item_id, purchases, cents FROM items ORDER BY item_id',
  kills:
    'SELECT player_id, window_start, kills, deaths, kill_ratio FROM kills ORDER BY player_id, window_start',
  events: 'SELECT topic, count FROM events ORDER BY topic',
} as const;

/** By table. */
export function simpleRollups(path: string): Record<keyof typeof TABLES, string> {
  const db = new Database(path, { readonly: true });
  try {
    const digests = Object.entries(TABLES).map(([name, sql]) => [name, digestOfRows(db.prepare(sql).all())]);
    return Object.fromEntries(digests) as Record<keyof typeof TABLES, string>;
  } finally {
    db.close();
  }
}
