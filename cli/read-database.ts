/** The database as commands look at it, beside a processor that may be writing. */
import { type Db, databasePath, openForReading } from '../processors/store/open.js';
import { schemaState } from '../processors/store/schema.js';
import { CommandError } from './exit.js';

/**
 * What `read` makes of the database as it is at one moment.
 * @param whenEmpty in place of `read` where a processor has just begun to make it; without, that is refused
 * @throws StoreError DATABASE_MISSING where nothing has been processed yet
 * @throws CommandError where it is of an older version
 */
export function readDatabase<T>(dataDir: string, read: (db: Db) => T, whenEmpty?: () => T): T {
  const path = databasePath(dataDir);
  const db = openForReading(path);
  try {
    return db.transaction(() => {
      switch (schemaState(db, path)) {
        case 'current':
          return read(db);
        case 'new':
          if (whenEmpty !== undefined) return whenEmpty();
          throw new CommandError(`${path} has nothing in it yet. Start \`game-flow process\` first.`);
        case 'outdated':
          throw new CommandError(
            `${path} was written by an older game-flow. Run \`game-flow rebuild\`, or start \`game-flow process\`, which does it first.`,
          );
      }
    })();
  } finally {
    db.close();
  }
}
