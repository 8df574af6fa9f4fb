/** How many rows tables have, as far as that is cheap: SQLite has to go through them. */
import type { Db } from './open.js';

/** A table with more has so many or more. */
export const MOST_COUNTED = 10_000;

export function countRows(db: Db, table: string): number {
  return db
    .prepare(`SELECT count(*) FROM (SELECT 1 FROM ${table} LIMIT ${MOST_COUNTED})`)
    .pluck()
    .get() as number;
}
