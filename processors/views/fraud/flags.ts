/** The table `fraud`: who is flagged, and telling so. */
import type { Db } from '../../store/open.js';
import type { Commit } from '../view.js';
import type { AllowList } from './allowed.js';
import { type CountedRule, countEvidence, type Evidence, type FraudRule } from './evidence.js';

/** In ms. */
export interface Window {
  readonly start: number;
  readonly windowMs: number;
}

export class Flags {
  readonly #upsertCount: { run(...parameters: unknown[]): unknown };

  constructor(
    readonly db: Db,
    readonly allowed: AllowList,
  ) {
    this.#upsertCount = db.prepare(
      `INSERT INTO fraud (window_start, rule, subject, player_id, count) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (window_start, rule, subject) DO UPDATE SET count = excluded.count`,
    );
  }

  /** The subject has come to a count that is flagged; counts only grow. */
  flagCount(rule: CountedRule, window: Window, subject: string, count: number, commit: Commit): void {
    const isAddress = rule === 'shared_ip';
    if (isAddress ? this.allowed.hasAddress(subject) : this.allowed.players.has(subject)) return;
    this.#upsertCount.run(window.start, rule, subject, isAddress ? null : subject, count);
    tellFraud(commit, rule, subject, window, countEvidence(rule, count));
  }
}

export function tellFraud(
  { report }: Pick<Commit, 'report'>,
  rule: FraudRule,
  subject: string,
  { start, windowMs }: Window,
  details: Evidence,
): void {
  report({
    kind: 'fraud',
    rule,
    subject,
    since: start,
    windowEnd: start + windowMs,
    until: null,
    details: { ...details },
  });
}
