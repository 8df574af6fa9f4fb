/**
 * Makes the figures anew in the same database. All of it is one transaction: readers see the old figures until the
 * new ones are complete, and a rebuild that is interrupted, even by `kill -9`, changes nothing.
 */
import type { Settings } from '../../settings/settings.js';
import { NOTICE_TABLES } from './notice-tables.js';
import type { Db } from './open.js';
import { createSchema } from './schema.js';

/**
 * Begins: empties the database within a transaction that stays open; what people were told stays. Commits within it
 * become savepoints.
 */
export function beginRebuild(db: Db, settings: Settings): void {
  db.exec('BEGIN IMMEDIATE');
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  for (const table of tables) if (!(table in NOTICE_TABLES)) db.exec(`DROP TABLE "${table}"`);
  createSchema(db, settings);
}

export function finishRebuild(db: Db): void {
  db.exec('COMMIT');
}

/** Goes back to the figures as they were. */
export function abandonRebuild(db: Db): void {
  if (db.inTransaction) db.exec('ROLLBACK');
}
