/** A notice: one revision of a finding, as it is told. */
import type { NoticeKind } from '../../settings/settings.js';

/** Why there is a revision. */
export type Change = 'new' | 'grown' | 'worsened' | 'closed' | 'reopened';

export interface Notice {
  /** The same in every attempt and in every message: who has seen it may pass it over. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly rule: string;
  readonly subject: string;
  /** `window_start` or `opened_at`, ms since 1970. */
  readonly since: number;
  /** `closed_at`; null while open, and for what has no end. */
  readonly until: number | null;
  readonly revision: number;
  readonly change: Change;
  /** When it was noticed, by the clock, ms since 1970. */
  readonly noticedAt: number;
  /** The evidence of a fraud; otherwise the rest of its row as `stats --json` names it. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What tells one finding from another. */
export type FindingKey = Pick<Notice, 'kind' | 'rule' | 'subject' | 'since'>;

/** `KIND:RULE:SUBJECT:SINCE:REVISION`, rule and subject percent-encoded: `alert:latency:eu-1:2024-11-12T10:15:00.000Z:1`. */
export function noticeId({ kind, rule, subject, since }: FindingKey, revision: number): string {
  const names = [kind, rule, subject].map((name) => encodeURIComponent(name));
  return [...names, new Date(since).toISOString(), revision].join(':');
}
