/** The database as `dlq` changes it: in a processor's place. */
import { countLetters, type LetterSelection } from '../../processors/store/letter-selection.js';
import { type Db, databasePath, openForReading } from '../../processors/store/open.js';
import { lockDatabase } from '../database-lock.js';
import { CommandError } from '../exit.js';
import { readDatabase } from '../read-database.js';

/**
 * Does something to the database at a path, in a processor's place.
 * @throws UsageError when one works on it; otherwise as `readDatabase` (cli/read-database.ts)
 */
export async function changeDatabase<T>(dataDir: string, change: (path: string) => Promise<T>): Promise<T> {
  const path = databasePath(dataDir);
  // Taking the lock would make a folder where there is nothing to change.
  openForReading(path).close();
  const lock = await lockDatabase(dataDir);
  try {
    readDatabase(dataDir, () => undefined);
    return await change(path);
  } finally {
    lock.release();
  }
}

/** How many letters are selected. @throws CommandError when none is */
export function countSelected(db: Db, selection: LetterSelection): number {
  const total = countLetters(db, selection).reduce((sum, { letters }) => sum + letters, 0);
  if (total === 0) throw new CommandError('No dead letter is selected. See `game-flow dlq list`.');
  return total;
}
