/** What nobody wants to be told of, for a while or for good. It is recorded all the same. */
import type { NoticeKind } from '../../settings/settings.js';
import type { Db } from '../store/open.js';

/** Which findings: an empty rule or subject stands for all of them. */
export interface Muted {
  readonly kind: NoticeKind;
  readonly rule: string;
  readonly subject: string;
}

export interface MuteRow extends Muted {
  /** ms since 1970; null for good. */
  readonly until: number | null;
}

export function mute(db: Db, { kind, rule, subject, until }: MuteRow): void {
  db.prepare('INSERT OR REPLACE INTO mutes VALUES (?, ?, ?, ?)').run(kind, rule, subject, until);
}

/** Ends exactly this mute; says whether it was there. */
export function unmute(db: Db, { kind, rule, subject }: Muted): boolean {
  const remove = db.prepare('DELETE FROM mutes WHERE kind = ? AND rule = ? AND subject = ?');
  return remove.run(kind, rule, subject).changes > 0;
}

/** The mutes in force. */
export function listMutes(db: Db, now: number): MuteRow[] {
  return db
    .prepare('SELECT * FROM mutes WHERE until IS NULL OR until > ? ORDER BY kind, rule, subject')
    .all(now) as MuteRow[];
}

export function isMuted(db: Db, { kind, rule, subject }: Muted, now: number): boolean {
  const found = db
    .prepare(
      `SELECT 1 FROM mutes WHERE kind = ? AND rule IN ('', ?) AND subject IN ('', ?)
       AND (until IS NULL OR until > ?) LIMIT 1`,
    )
    .get(kind, rule, subject, now);
  return found !== undefined;
}
