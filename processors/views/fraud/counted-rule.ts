/** A rule that flags who reaches a count in a window: `velocity`, `shared_ip`, `many_ips`. */
import type { Settings } from '../../../settings/settings.js';
import { MINUTE } from '../../rollups/rollup.js';
import { BulkRows } from '../../store/bulk-rows.js';
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
  readonly #rows: BulkRows;
  /** Counts that have reached it, as JSON. */
  readonly #reached: string[] = [];

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
    // Most counts reach nothing: of these, null is the quickest to read.
    this.#rows = new BulkRows(
      db,
      `INSERT INTO ${table} (window_start, ${subject}, ${counted})`,
      3,
      `ON CONFLICT (window_start, ${subject}) DO UPDATE SET ${counted} = ${counted} + excluded.${counted}
       RETURNING iif(${counted} >= ${thresholdOf(rule, settings)}, json_array(window_start, ${subject}, ${counted}), NULL)`,
      (reached) => this.#reached.push(reached as string),
    );
  }

  /** Counts `more` of the subject in a window that has not ended: once a commit. */
  add(start: number, subject: string, more: number): void {
    this.#rows.put(start).put(subject).put(more);
  }

  flush(commit: Commit): void {
    const { rule, windowMs } = this;
    this.#rows.flush();
    for (const json of this.#reached) {
      const [start, subject, count] = JSON.parse(json) as [number, string, number];
      this.flags.flagCount(rule, { start, windowMs }, subject, count, commit);
    }
    this.#reached.length = 0;
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
