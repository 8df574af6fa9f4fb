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
import { SteadyDatabase } from '../../processors/store/steady-database.js';

export type ServerDb = SteadyDatabase;

const OWNER_ONLY = 0o600;

export function serverDatabasePath(dataDir: string): string {
  return join(dataDir, 'server.db');
}

/** Opens it, with its tables; makes it where there is none. @param tables `CREATE TABLE IF NOT EXISTS` statements */
export function openServerDatabase(path: string, tables: readonly string[]): ServerDb {
  mkdirSync(dirname(path), { recursive: true });
  // SQLite gives its other files, the WAL among them, the mode of this one.
  closeSync(openSync(path, 'a', OWNER_ONLY));
  chmodSync(path, OWNER_ONLY);
  const db = new SteadyDatabase(path, { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    for (const table of tables) db.exec(table);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
