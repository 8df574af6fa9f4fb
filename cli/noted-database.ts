/** The database as those see it who ask for notices, or write down what they want to be told; a processor may be writing. */
import { type Db, databasePath, openForReading, openForWriting } from '../processors/store/open.js';
import { schemaState } from '../processors/store/schema.js';
import { CommandError } from './exit.js';

/** @throws StoreError DATABASE_MISSING where nothing has been processed yet */
export function readNoted<T>(dataDir: string, read: (db: Db) => T): T {
  const path = databasePath(dataDir);
  return closing(openForReading(path), (db) => {
    refuseOther(db, path);
    return read(db);
  });
}

/** As `readNoted`, for a short write. */
export function writeNoted<T>(dataDir: string, write: (db: Db) => T): T {
  // Opening for writing would make a database where there is none.
  readNoted(dataDir, () => undefined);
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

function refuseOther(db: Db, path: string): void {
  const state = schemaState(db, path);
  if (state === 'current') return;
  const what = state === 'new' ? 'has nothing in it yet' : 'was written by an older game-flow';
  throw new CommandError(`${path} ${what}. Start \`game-flow process\` first.`);
}
