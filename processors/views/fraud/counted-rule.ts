/** A rule that flags who reaches a count in a window: `velocity`, `shared_ip`, `many_ips`. */
import type { EventColumns } from '../../../schemas/index.js';
import type { Settings } from '../../../settings/settings.js';
import { Fold } from '../../rollups/fold.js';
import { Members } from '../../rollups/gathered/members.js';
import { type Measure, MINUTE } from '../../rollups/rollup.js';
import { hasEnded } from '../../store/ended-windows.js';
import type { Db } from '../../store/open.js';
import type { Commit } from '../view.js';
import { Crowds, weightOfMembers } from './crowds.js';
import type { CountedRule } from './evidence.js';
import type { Flags } from './flags.js';
import type { Group } from './group.js';
import { type GroupKind, PackedGroups } from './packed-groups.js';

const NUMBERS: GroupKind = { namesMembers: false, weigh: () => 1 };
const MEMBERS: GroupKind = { namesMembers: true, weigh: weightOfMembers };

type Counting = Measure<'purchase-events'>;

/** Who is counted, and what of them. */
const COUNTS: Readonly<Record<CountedRule, { subject: 'player_id' | 'ip_address'; measure: Counting }>> = {
  velocity: { subject: 'player_id', measure: { kind: 'count', name: 'purchases' } },
  shared_ip: { subject: 'ip_address', measure: { kind: 'distinct', name: 'players', field: 'player_id' } },
  many_ips: { subject: 'player_id', measure: { kind: 'distinct', name: 'ips', field: 'ip_address' } },
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
  readonly #windowMs: number;
  readonly #threshold: number;
  /** Purchases since the last commit, by window and subject. */
  readonly #fold: Fold<'purchase-events'>;
  readonly #groups: PackedGroups;
  readonly #crowds: Crowds;

  constructor(
    db: Db,
    readonly rule: CountedRule,
    readonly flags: Flags,
    settings: Settings,
  ) {
    const { subject, measure } = COUNTS[rule];
    this.#windowMs = settings.windows[rule] * MINUTE;
    this.#threshold = thresholdOf(rule, settings);
    this.#fold = new Fold({
      name: `fraud_${rule}`,
      topic: 'purchase-events',
      key: [
        { name: 'window_start', window: this.#windowMs },
        { name: subject, field: subject },
      ],
      measures: [measure],
    });
    this.#groups = countedGroups(db, rule, this.#windowMs);
    this.#crowds = new Crowds(db, rule);
  }

  /** @param events with addresses in canonical form */
  take(events: EventColumns<'purchase-events'>, rows: Int32Array, count: number): void {
    this.#fold.take(events, rows, count);
  }

  /** A window is counted as long as its stretch is kept, and flagged as long as it has not ended itself. */
  write(commit: Commit): void {
    const windowMs = this.#windowMs;
    this.#count(commit);
    this.#groups.flush((start, { subject, count }) => {
      if (count < this.#threshold || hasEnded(start, windowMs, commit)) return;
      this.flags.flagCount(this.rule, { start, windowMs }, subject, count, commit);
    });
  }

  clear(): void {
    this.#fold.clear();
  }

  #count(commit: Commit): void {
    const fold = this.#fold;
    const measure = fold.measures[0]!;
    const groups = new Array<Group | undefined>(fold.size);
    const starts = new Float64Array(fold.size);
    for (let cell = 0; cell < fold.size; cell++) {
      const start = fold.keyOf(cell, 0) as number;
      starts[cell] = start;
      if (hasEnded(this.#groups.stretchOf(start), this.#groups.stretchMs, commit)) continue;
      const group = this.#groups.groupOf(start, fold.keyOf(cell, 1) as string);
      if (measure instanceof Members) groups[cell] = group;
      else {
        group.content = group.count + (measure.value(cell, 0) as number);
        group.changed = true;
      }
    }
    if (!(measure instanceof Members)) return;
    const { first, second, size } = measure.pairs;
    for (let pair = 0; pair < size; pair++) {
      const cell = first[pair]!;
      const group = groups[cell];
      if (group === undefined) continue;
      this.#crowds.add(starts[cell]!, group, fold.textOf(second[pair]!));
    }
  }
}

/** The groups of a rule. */
export function countedGroups(db: Db, rule: CountedRule, windowMs: number): PackedGroups {
  const isNumber = COUNTS[rule].measure.kind === 'count';
  return new PackedGroups(db, `fraud_${rule}`, windowMs, isNumber ? NUMBERS : MEMBERS);
}

/** Flags anew, from the counts, who reaches the threshold of these settings; the allow list is not looked at. */
export function flagCounted(db: Db, rule: CountedRule, settings: Settings): void {
  const threshold = thresholdOf(rule, settings);
  const isPlayer = COUNTS[rule].subject === 'player_id';
  const insert = db.prepare(
    'INSERT INTO fraud (window_start, rule, subject, player_id, count) VALUES (?, ?, ?, ?, ?)',
  );
  for (const [start, { subject, count }] of countedGroups(db, rule, settings.windows[rule] * MINUTE).all()) {
    if (count >= threshold) insert.run(start, rule, subject, isPlayer ? subject : null, count);
  }
}
