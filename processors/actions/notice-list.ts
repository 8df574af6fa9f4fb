/** The outbox as a person asks for it: `game-flow notices`. */
import type { Db } from '../store/open.js';
import { iso, isoOrNull } from '../store/stats/iso.js';
import { type FindingKey, noticeId } from './notice.js';

/** `open` is not a state of a notice but of its finding: neither over nor acknowledged. */
export const LISTED = ['open', 'waiting', 'sending', 'sent', 'failed', 'muted', 'acknowledged'] as const;
export type Listed = (typeof LISTED)[number];

/** One row a notice and webhook, times as ISO 8601. */
export interface ListedNotice {
  /** Of its finding: what `ack` takes. */
  readonly number: number;
  readonly id: string;
  readonly kind: string;
  readonly rule: string;
  readonly subject: string;
  readonly since: string;
  readonly until: string | null;
  readonly open: boolean;
  readonly change: string;
  readonly webhook: string;
  readonly state: string;
  readonly noticed_at: string;
  readonly attempts: number;
  /** When it is tried again. */
  readonly next_at: string | null;
  readonly error: string | null;
  readonly details: unknown;
}

interface Row extends FindingKey {
  readonly number: number;
  readonly until: number | null;
  readonly acknowledged_at: number | null;
  readonly revision: number;
  readonly change: string;
  readonly webhook: string;
  readonly state: string;
  readonly created_at: number;
  readonly attempts: number | null;
  readonly next_at: number | null;
  readonly error: string | null;
  readonly details: string;
}

const IS_OPEN = 'findings.until IS NULL AND acknowledged_at IS NULL';

/** The latest first, at most `limit` of them. */
export function listNotices(db: Db, listed: Listed | undefined, limit: number): ListedNotice[] {
  const where = listed === undefined ? '' : `WHERE ${listed === 'open' ? IS_OPEN : 'notices.state = ?'}`;
  const rows = db
    .prepare(
      `SELECT number, kind, rule, subject, since, findings.until, acknowledged_at, notices.revision, change,
         notices.webhook, notices.state, notices.created_at, attempts, next_at, error, details
       FROM notices JOIN findings ON number = finding LEFT JOIN deliveries ON deliveries.id = delivery
       ${where} ORDER BY notices.id DESC LIMIT ?`,
    )
    .all(...(listed === undefined || listed === 'open' ? [limit] : [listed, limit])) as Row[];
  return rows.map(shown);
}

function shown(row: Row): ListedNotice {
  return {
    number: row.number,
    id: noticeId(row, row.revision),
    kind: row.kind,
    rule: row.rule,
    subject: row.subject,
    since: iso(row.since),
    until: isoOrNull(row.until),
    open: row.until === null && row.acknowledged_at === null,
    change: row.change,
    webhook: row.webhook,
    state: row.state,
    noticed_at: iso(row.created_at),
    attempts: row.attempts ?? 0,
    next_at: row.state === 'sending' ? isoOrNull(row.next_at) : null,
    error: row.error,
    details: JSON.parse(row.details),
  };
}
