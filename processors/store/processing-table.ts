/** The `processing` table: one row, of how the processors fare themselves. It is no figure. */
import type { Db } from './open.js';

/** `committed_at` is the clock's. A commit cannot know how long it takes: `last_ms` and `total_ms` end with the one before. */
export const PROCESSING_TABLE = `CREATE TABLE processing (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  commits INTEGER NOT NULL,
  records INTEGER NOT NULL,
  committed_at INTEGER NOT NULL,
  last_records INTEGER NOT NULL,
  last_ms REAL,
  total_ms REAL NOT NULL
) STRICT`;

export class CommitMeter {
  readonly #write;
  /** Of the last commit, ms. */
  #took: number | null = null;

  constructor(db: Db) {
    this.#write = db.prepare(
      `INSERT INTO processing VALUES (1, 1, @records, @now, @records, @took, coalesce(@took, 0))
       ON CONFLICT (id) DO UPDATE SET commits = commits + 1, records = records + excluded.records,
         committed_at = excluded.committed_at, last_records = excluded.last_records,
         last_ms = coalesce(excluded.last_ms, last_ms), total_ms = total_ms + excluded.total_ms`,
    );
  }

  /** To be called within the commit's transaction. */
  write(records: number): void {
    this.#write.run({ records, now: Date.now(), took: this.#took });
  }

  /** The commit is through. */
  took(ms: number): void {
    this.#took = ms;
  }
}
