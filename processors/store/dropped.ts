/** The `dropped` table: how many rows went with `--retain`. */
import type { Db } from './open.js';

/** Rows by table. */
export function readDropped(db: Db): Map<string, number> {
  const rows = db.prepare('SELECT name, "rows" FROM dropped').raw().all() as [string, number][];
  return new Map(rows);
}
