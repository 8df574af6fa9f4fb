/** A rule that flags who reaches a count in a window: `velocity`, `shared_ip`, `many_ips`. */
import type { Settings } from '../../../settings/settings.js';
import { MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../../store/open.js';
import type { Commit } from '../view.js';
import { COUNTED, type CountedRule } from './evidence.js';
import type { Flags } from './flags.js';

/** Who is counted: a column of the rule's table. */
export const SUBJECT: Readonly<Record<CountedRule, 'player_id' | 'ip'>> = {
  velocity: 'player_id',
  shared_ip: 'ip',
  many_ips: 'player_id',
};

/** How many it takes. */
function thresholdOf(rule: CountedRule, { thresholds }: Settings): number {
  switch (rule) {
    case 'velocity':
      return thresholds.velocity_purchases;
    case 'shared_ip':
      return thresholds.shared_ip_players;
    case 'many_ips':
      return thresholds.many_ips_addresses;
  }
}

/** Keeps the counts of a rule in its table `fraud_RULE`, and flags those that have reached the threshold. */
export class RuleCounts {
  readonly windowMs: number;
  readonly #threshold: number;
  readonly #add: { get(...parameters: unknown[]): unknown };

  constructor(
    db: Db,
    readonly rule: CountedRule,
    readonly flags: Flags,
    settings: Settings,
  ) {
    const table = `fraud_${rule}`;
    const subject = SUBJECT[rule];
    const counted = COUNTED[rule];
    this.windowMs = settings.windows[rule] * MINUTE;
    this.#threshold = thresholdOf(rule, settings);
    this.#add = db
      .prepare(
        `INSERT INTO ${table} VALUES (?, ?, ?) ON CONFLICT (window_start, ${subject})
         DO UPDATE SET ${counted} = ${counted} + excluded.${counted} RETURNING ${counted}`,
      )
      .pluck();
  }

  /** Counts `more` of the subject in a window that has not ended. */
  add(start: number, subject: string, more: number, commit: Commit): void {
    const { rule, windowMs } = this;
    const count = this.#add.get(start, subject, more) as number;
    if (count >= this.#threshold) this.flags.flagCount(rule, { start, windowMs }, subject, count, commit);
  }
}

/** Flags anew, from the counts, who reaches the threshold of these settings; the allow list is not looked at. */
export function flagCounted(db: Db, rule: CountedRule, settings: Settings): void {
  const player = SUBJECT[rule] === 'player_id' ? 'player_id' : 'NULL';
  const counted = COUNTED[rule];
  db.prepare(
    `INSERT INTO fraud (window_start, rule, subject, player_id, count)
     SELECT window_start, ?, ${SUBJECT[rule]}, ${player}, ${counted} FROM fraud_${rule} WHERE ${counted} >= ?`,
  ).run(rule, thresholdOf(rule, settings));
}
