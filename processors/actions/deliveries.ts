/** The outbox from the sender's side: which request is due, what is in it, and what became of it. */
import { createHash } from 'node:crypto';
import type { Webhook } from '../../settings/settings.js';
import type { Db } from '../store/open.js';
import { type Delivery, MOST_NOTICES } from './message.js';
import { isMuted } from './mutes.js';
import { type FindingKey, type Notice, noticeId } from './notice.js';
import type { NextStep } from './outcome.js';
import { nextMessageAt, RECENT } from './pace.js';

/** Until a request has failed so often, what comes after waits, so that it can go as one message. */
const HOLDS_UP = 8;

export interface DueDelivery extends Delivery {
  readonly number: number;
  /** Those before. */
  readonly attempts: number;
  /** ms since 1970 */
  readonly createdAt: number;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly attempts: number;
  readonly created_at: number;
}

interface WaitingRow extends FindingKey {
  readonly id: number;
  readonly revision: number;
  readonly acknowledged_at: number | null;
}

interface NoticeRow extends FindingKey, Pick<Notice, 'until' | 'revision' | 'change'> {
  readonly created_at: number;
  readonly details: string;
}

export class Deliveries {
  constructor(readonly db: Db) {}

  /** When there is next something to do for a webhook, ms since 1970; Infinity while there is nothing. */
  nextAt({ name, format }: Webhook, now: number): number {
    const open = this.db
      .prepare(
        `SELECT min(next_at) AS next_at, count(*) FILTER (WHERE attempts < ?) AS holding
         FROM deliveries WHERE webhook = ? AND state = 'open'`,
      )
      .get(HOLDS_UP, name) as { next_at: number | null; holding: number };
    const again = open.next_at ?? Number.POSITIVE_INFINITY;
    if (open.holding > 0 || !this.#hasWaiting(name)) return again;
    const recent = this.db
      .prepare(
        'SELECT count(*) AS count, max(created_at) AS last FROM deliveries WHERE webhook = ? AND created_at > ?',
      )
      .get(name, now - RECENT) as { count: number; last: number | null };
    return Math.min(again, Math.max(now, nextMessageAt(format, recent)));
  }

  /** The request to make now, if one is due by `nextAt`. */
  take(webhook: Webhook, now: number): DueDelivery | undefined {
    const due = this.db
      .prepare(
        `SELECT id, name, attempts, created_at FROM deliveries
         WHERE webhook = ? AND state = 'open' AND next_at <= ? ORDER BY next_at, id LIMIT 1`,
      )
      .get(webhook.name, now) as Row | undefined;
    const row = due ?? this.#assemble(webhook, now);
    if (row === undefined) return undefined;
    const { id, name, attempts, created_at } = row;
    return { number: id, name, attempts, createdAt: created_at, notices: this.#notices(id) };
  }

  /** Writes what came of an attempt. */
  record({ number }: DueDelivery, step: NextStep, now: number): void {
    this.db
      .transaction(() => {
        const isOpen = step.state === 'open';
        this.db
          .prepare(
            `UPDATE deliveries SET state = ?, attempts = attempts + 1, next_at = ?, finished_at = ?, error = ?
             WHERE id = ?`,
          )
          .run(
            step.state,
            isOpen ? step.nextAt : now,
            isOpen ? null : now,
            step.state === 'sent' ? null : step.error,
            number,
          );
        if (!isOpen)
          this.db.prepare('UPDATE notices SET state = ? WHERE delivery = ?').run(step.state, number);
      })
      .immediate();
  }

  #hasWaiting(webhook: string): boolean {
    const one = "SELECT 1 FROM notices WHERE webhook = ? AND state = 'waiting' LIMIT 1";
    return this.db.prepare(one).get(webhook) !== undefined;
  }

  /** Makes one request of what waits, and puts aside what nobody wants to be told. */
  #assemble({ name: webhook, format }: Webhook, now: number): Row | undefined {
    const waiting = this.db.prepare(
      `SELECT notices.id, kind, rule, subject, since, notices.revision, acknowledged_at
       FROM notices JOIN findings ON number = finding
       WHERE webhook = ? AND state = 'waiting' ORDER BY notices.id LIMIT ?`,
    );
    const setState = this.db.prepare('UPDATE notices SET state = ?, delivery = ? WHERE id = ?');
    const make = () => {
      const wanted: WaitingRow[] = [];
      for (const row of waiting.all(webhook, MOST_NOTICES[format]) as WaitingRow[]) {
        if (row.acknowledged_at !== null) setState.run('acknowledged', null, row.id);
        else if (isMuted(this.db, row, now)) setState.run('muted', null, row.id);
        else wanted.push(row);
      }
      if (wanted.length === 0) return undefined;
      const name = deliveryName(
        webhook,
        wanted.map((row) => noticeId(row, row.revision)),
      );
      const made = this.db
        .prepare(
          `INSERT INTO deliveries (name, webhook, state, attempts, created_at, next_at)
           VALUES (?, ?, 'open', 0, ?, ?) RETURNING id, name, attempts, created_at`,
        )
        .get(name, webhook, now, now) as Row;
      for (const row of wanted) setState.run('sending', made.id, row.id);
      return made;
    };
    return this.db.transaction(make).immediate();
  }

  #notices(delivery: number): Notice[] {
    const rows = this.db
      .prepare(
        `SELECT kind, rule, subject, since, notices.until, notices.revision, change, details, notices.created_at
         FROM notices JOIN findings ON number = finding WHERE delivery = ? ORDER BY notices.id`,
      )
      .all(delivery) as NoticeRow[];
    return rows.map(({ created_at: noticedAt, details, ...row }) => ({
      ...row,
      id: noticeId(row, row.revision),
      noticedAt,
      details: JSON.parse(details) as Notice['details'],
    }));
  }
}

/** Follows from what is in it: the same after a crash, and another in another database. */
function deliveryName(webhook: string, ids: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([webhook, ids]))
    .digest('hex')
    .slice(0, 32);
}
