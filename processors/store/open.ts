/**
 * Opens the database: the pragmas every connection needs, and what the file says about itself.
 *
 * WAL lets `watch` and `stats` read while a processor writes. `synchronous` is set on each connection because a
 * reopened WAL database reads NORMAL, and FULL is what makes a commit survive a
 * power cut together with its offsets.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StoreError, storeError } from './errors.js';
import { isOlder, OLDEST_SQLITE } from './sqlite-version.js';
import { SteadyDatabase } from './steady-database.js';

export type Db = SteadyDatabase;

/** `GFLW`: tells our files from other SQLite databases. */
const APPLICATION_ID = 0x47464c57;

export function databasePath(dataDir: string): string {
  return join(dataDir, 'game-flow.db');
}

/** Opens for writing, creating the folder and an empty file where there is none. */
export function openForWriting(path: string): Db {
  return guarded(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    const db = new SteadyDatabase(path, { timeout: 5000 });
    try {
      assertSqlite(db);
      assertOurs(db, path);
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      // 256 MiB: what a commit touches at 50,000 events/s should not leave the cache before it is written.
      db.pragma('cache_size = -262144');
      // 32 MiB of WAL before it is copied into the file: pages that many commits touch are then copied once.
      db.pragma('wal_autocheckpoint = 8192');
      db.pragma('temp_store = MEMORY');
      // Only in a new file: to write it costs a commit.
      if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
        db.pragma(`application_id = ${APPLICATION_ID}`);
      if (db.pragma('synchronous', { simple: true }) !== 2) {
        throw new StoreError('DATABASE_UNWRITABLE', `${path}: SQLite did not accept synchronous = FULL.`);
      }
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Opens an existing database read-only. Throws DATABASE_MISSING where there is none. */
export function openForReading(path: string): Db {
  if (!existsSync(path)) {
    const message = `There is no database at ${path} yet. Start \`game-flow process\` or \`game-flow watch\`, or name another folder with --data-dir.`;
    throw new StoreError('DATABASE_MISSING', message);
  }
  return guarded(path, () => {
    const db = new SteadyDatabase(path, { readonly: true, timeout: 5000 });
    try {
      assertSqlite(db);
      assertOurs(db, path);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function guarded<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw storeError(error, path);
  }
}

function assertSqlite(db: Db): void {
  const { version } = db.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  if (!isOlder(version, OLDEST_SQLITE)) return;
  const message = `SQLite ${version} is too old: ${OLDEST_SQLITE} or newer is needed. Run \`npm install\` again.`;
  throw new StoreError('SQLITE_TOO_OLD', message);
}

function assertOurs(db: Db, path: string): void {
  const id = db.pragma('application_id', { simple: true });
  const tables = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'").get() as {
    n: number;
  };
  if (id !== APPLICATION_ID && tables.n > 0) {
    const message = `${path} is a database of another program. Name another folder with --data-dir.`;
    throw new StoreError('DATABASE_FOREIGN', message);
  }
}
