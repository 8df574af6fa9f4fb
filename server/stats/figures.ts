/** Reads figures on a connection that stays open, beside the processors that write. */

import { StoreError } from '../../processors/store/errors.js';
import { type Db, databasePath, openForReading } from '../../processors/store/open.js';
import { schemaState } from '../../processors/store/schema.js';
import { STATS, type What } from '../../processors/store/stats/index.js';
import type { Selection } from '../../processors/store/stats/selection.js';

export class Figures {
  #db: Db | undefined;

  constructor(readonly dataDir: string) {}

  /** Of one commit. Undefined while there is no database of this version. */
  read(what: What, selection: Selection): readonly object[] | undefined {
    this.#db ??= this.#open();
    const db = this.#db;
    if (db === undefined) return undefined;
    return db.transaction(() => {
      if (schemaState(db, databasePath(this.dataDir)) !== 'current') return undefined;
      return STATS[what](db, selection) as readonly object[];
    })();
  }

  close(): void {
    this.#db?.close();
    this.#db = undefined;
  }

  #open(): Db | undefined {
    try {
      return openForReading(databasePath(this.dataDir));
    } catch (error) {
      if (error instanceof StoreError && error.code === 'DATABASE_MISSING') return undefined;
      throw error;
    }
  }
}
