/** Clocks of senders that were found wrong by `sent_at`: what was corrected is noted before it is sent. */
import type { ServerDb } from '../store/open.js';

/** The newest are kept. */
const MOST_ROWS = 100_000;

export const CORRECTIONS_TABLE = `CREATE TABLE IF NOT EXISTS clock_corrections (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  key TEXT,
  address TEXT NOT NULL,
  topic TEXT NOT NULL,
  events INTEGER NOT NULL,
  offset_ms INTEGER NOT NULL
) STRICT`;

export interface Correction {
  /** When the request came, ms since 1970. */
  readonly at: number;
  /** The sender's; null without one. */
  readonly key: string | null;
  readonly address: string;
  readonly topic: string;
  /** How many events were moved and sent. */
  readonly events: number;
  /** By how much, ms; negative where the sender's clock is ahead. */
  readonly offset_ms: number;
}

/** Rows count up by `seq`. */
export type CorrectionRow = Correction & { readonly seq: number };

export class ClockCorrections {
  constructor(readonly db: ServerDb) {}

  /** Takes a fresh number for each one, and drops the oldest beyond 100,000. */
  note({ at, key, address, topic, events, offset_ms }: Correction): void {
    const { lastInsertRowid } = this.db
      .prepare(
        'INSERT INTO clock_corrections (at, key, address, topic, events, offset_ms) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(at, key, address, topic, events, offset_ms);
    this.db.prepare('DELETE FROM clock_corrections WHERE seq <= ?').run(Number(lastInsertRowid) - MOST_ROWS);
  }

  /** Newest first, those with a lower `seq` than `before`. */
  list(limit: number, before = Number.MAX_SAFE_INTEGER): CorrectionRow[] {
    return this.db
      .prepare('SELECT * FROM clock_corrections WHERE seq < ? ORDER BY seq DESC LIMIT ?')
      .all(before, limit) as CorrectionRow[];
  }
}
