/** The database as those change it who write down what they want to be told; a processor may be writing. */
import { type Db, databasePath, openForWriting } from '../processors/store/open.js';
import { CommandError } from './exit.js';
import { readDatabase } from './read-database.js';

/** A short write. @throws as `readDatabase`, and CommandError when the database stays busy */
export function writeNoted<T>(dataDir: string, write: (db: Db) => T): T {
  // Opening for writing would make a database where there is none.
  readDatabase(dataDir, () => undefined);
  try {
    return closing(openForWriting(databasePath(dataDir)), write);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    const message =
      'The database is being written without a pause: its figures are being rebuilt, perhaps. Nothing has been changed; try again later.';
    throw new CommandError(message, { cause: error });
  }
}

function closing<T>(db: Db, work: (db: Db) => T): T {
  try {
    return work(db);
  } finally {
    db.close();
  }
}
