/** Keeps the outbox from growing with the years. */
import type { Db } from '../store/open.js';
import { GIVE_UP_AFTER } from './outcome.js';

const KEPT = 30 * 24 * 3600_000;

/** Rows in one go: it happens between two commits. */
const AT_ONCE = 5000;

/**
 * Deletes findings and requests that were made more than 30 days ago, and gives up what waits for a webhook
 * that is no longer in the settings.
 * @param maxAge ms: what is younger than this could still be told, so it must be known
 */
export function forget(db: Db, webhooks: readonly string[], maxAge: number, now: number): void {
  const before = now - Math.max(KEPT, 2 * maxAge);
  db.transaction(() => {
    const old = db
      .prepare(
        `SELECT number FROM findings WHERE created_at < ?
         AND NOT (kind IN ('stall', 'silence') AND until IS NULL) LIMIT ?`,
      )
      .pluck()
      .all(before, AT_ONCE) as number[];
    const notices = db.prepare('DELETE FROM notices WHERE finding = ?');
    const finding = db.prepare('DELETE FROM findings WHERE number = ?');
    for (const number of old) {
      notices.run(number);
      finding.run(number);
    }
    db.prepare(
      'DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE created_at < ? LIMIT ?)',
    ).run(before, AT_ONCE);
    const names = JSON.stringify(webhooks);
    db.prepare(
      `UPDATE notices SET state = 'failed'
       WHERE state = 'waiting' AND webhook NOT IN (SELECT value FROM json_each(?)) AND created_at < ?`,
    ).run(names, now - GIVE_UP_AFTER);
  }).immediate();
}
