/** Reads again and again, beside the processors that write, on one connection: connections are never collected. */
import { statSync } from 'node:fs';
import { type Db, databasePath, openForReading } from './open.js';
import { schemaState } from './schema.js';

export class LiveReader {
  #db: Db | undefined;
  /** Which file it is: one that was deleted, or put in the place of another, is not read any more. */
  #file: number | undefined;

  constructor(readonly dataDir: string) {}

  /** What `read` makes of one commit. Undefined while there is no database of this version with its tables. */
  read<T>(read: (db: Db) => T): T | undefined {
    if (this.#file !== this.#fileNow()) this.close();
    this.#db ??= this.#open();
    const db = this.#db;
    if (db === undefined) return undefined;
    return db.transaction(() =>
      schemaState(db, databasePath(this.dataDir)) === 'current' ? read(db) : undefined,
    )();
  }

  close(): void {
    this.#db?.close();
    this.#db = undefined;
    this.#file = undefined;
  }

  /** What cannot be looked at is not there: whoever is to write it says why. */
  #fileNow(): number | undefined {
    try {
      return statSync(databasePath(this.dataDir)).ino;
    } catch {
      return undefined;
    }
  }

  #open(): Db | undefined {
    try {
      this.#file = this.#fileNow();
      return openForReading(databasePath(this.dataDir));
    } catch (error) {
      if ((error as { code?: unknown }).code === 'DATABASE_MISSING') return undefined;
      throw error;
    }
  }
}
