/** The database as `dlq` opens it: to look, beside a processor; or to change it, in a processor's place. */
import { existsSync } from 'node:fs';
import { type Db, databasePath, openForReading } from '../../processors/store/open.js';
import { schemaState } from '../../processors/store/schema.js';
import { lockDatabase } from '../database.js';
import { CommandError } from '../exit.js';

/** @throws StoreError DATABASE_MISSING, CommandError when it is of an older version */
export function readDatabase<T>(dataDir: string, read: (db: Db) => T): T {
  const path = databasePath(dataDir);
  const db = openForReading(path);
  try {
    // A processor that has just begun to make it has made no tables yet.
    if (schemaState(db, path) !== 'current') throw outdated(path);
    return db.transaction(() => read(db))();
  } finally {
    db.close();
  }
}

/**
 * Does something to the database at a path, in a processor's place.
 * @throws UsageError when one works on it; otherwise as `readDatabase`
 */
export async function changeDatabase<T>(dataDir: string, change: (path: string) => Promise<T>): Promise<T> {
  const path = databasePath(dataDir);
  if (!existsSync(path)) openForReading(path).close();
  const lock = await lockDatabase(dataDir);
  try {
    readDatabase(dataDir, () => undefined);
    return await change(path);
  } finally {
    lock.release();
  }
}

function outdated(path: string): CommandError {
  return new CommandError(
    `${path} was written by an older game-flow, or has no tables yet. Start \`game-flow process\`, which makes it anew first.`,
  );
}
