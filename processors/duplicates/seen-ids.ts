/** Ids that are not of the form SOURCE-NUMBER (UUIDs, say): remembered for a day of record time. */
import type { Statement } from 'better-sqlite3';
import type { Db } from '../store/open.js';
import { REMEMBERED, type Sighting } from './sighting.js';

interface Seen {
  readonly hash: number;
  readonly recordTime: number;
}

export class SeenIds {
  /** Seen since the last commit, by partition and id. */
  readonly #pending = new Map<number, Map<string, Seen>>();
  readonly #select: Statement;
  readonly #upsert: Statement;
  readonly #forget: Statement;

  constructor(db: Db) {
    this.#select = db.prepare(
      'SELECT hash, record_time AS recordTime FROM seen_ids WHERE partition_id = ? AND event_id = ?',
    );
    this.#upsert = db.prepare('INSERT OR REPLACE INTO seen_ids VALUES (?, ?, ?, ?)');
    this.#forget = db.prepare(
      'DELETE FROM seen_ids WHERE partition_id = ? AND record_time BETWEEN 0 AND ? - 1',
    );
  }

  see(partitionId: number, eventId: string, hash: number, recordTime: number): Sighting {
    const pending = this.#pendingOf(partitionId);
    const before = pending.get(eventId) ?? (this.#select.get(partitionId, eventId) as Seen | undefined);
    if (before !== undefined && isRemembered(before, recordTime)) {
      return before.hash === hash ? 'duplicate' : 'conflicting';
    }
    pending.set(eventId, { hash, recordTime });
    return 'new';
  }

  write(): void {
    for (const [partitionId, pending] of this.#pending) {
      for (const [eventId, { hash, recordTime }] of pending)
        this.#upsert.run(partitionId, eventId, hash, recordTime);
      pending.clear();
    }
  }

  forgetBefore(partitionId: number, recordTime: number): void {
    this.#forget.run(partitionId, recordTime);
  }

  #pendingOf(partitionId: number): Map<string, Seen> {
    let pending = this.#pending.get(partitionId);
    if (pending === undefined) {
      pending = new Map();
      this.#pending.set(partitionId, pending);
    }
    return pending;
  }
}

/**
 * The exact day is part of the verdict: rows that have not been deleted yet must not count for longer. An id that
 * came before any record had a time (−1) is kept for ever.
 */
function isRemembered(before: Seen, recordTime: number): boolean {
  return before.recordTime < 0 || recordTime - before.recordTime <= REMEMBERED;
}
