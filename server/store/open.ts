/**
 * The server's own database, `server.db` in the data directory: keys, answers that were given, clocks that were
 * corrected. It is apart from `game-flow.db`, which only the processors write, and which a rebuild makes anew.
 *
 * A commit survives the end of the process, `kill -9` included; the last ones may not survive a power cut.
 *
 * It holds the secrets of keys, so that nobody but its owner may read it, whatever the umask.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StoreError, storeError } from '../../processors/store/errors.js';
import { SteadyDatabase } from '../../processors/store/steady-database.js';

export type ServerDb = SteadyDatabase;

const OWNER_ONLY = 0o600;

export function serverDatabasePath(dataDir: string): string {
  return join(dataDir, 'server.db');
}

/**
 * Opens it, with its tables; makes it where there is none.
 * @param tables `CREATE TABLE IF NOT EXISTS` statements
 * @throws StoreError where it cannot be made, written or read
 */
export function openServerDatabase(path: string, tables: readonly string[]): ServerDb {
  let db: ServerDb | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    // SQLite gives its other files, the WAL among them, the mode of this one.
    closeSync(openSync(path, 'a', OWNER_ONLY));
    chmodSync(path, OWNER_ONLY);
    db = new SteadyDatabase(path, { timeout: 5000 });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    for (const table of tables) db.exec(table);
    return db;
  } catch (error) {
    db?.close();
    throw explained(error, path);
  }
}

function explained(error: unknown, path: string): unknown {
  const explained = storeError(error, path);
  if (!(explained instanceof StoreError) || explained.code !== 'DATABASE_DAMAGED') return explained;
  const message = `${path} is damaged or not a database. Move it away, or put a backup in its place: keys that are gone must be made anew with \`game-flow keys add\`.`;
  return new StoreError('DATABASE_DAMAGED', message, { cause: error });
}
