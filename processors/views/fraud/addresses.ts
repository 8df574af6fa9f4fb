/**
 * `shared_ip` and `many_ips`: many players from one address, one player from many addresses. Both count pairs of player
 * and address that are new to a window; with windows of one size, as by default, they are the same pairs.
 */
import type { EventColumns } from '../../../schemas/index.js';
import { Fold } from '../../rollups/fold.js';
import { CellNumbers } from '../../rollups/gathered/cell-numbers.js';
import type { Members } from '../../rollups/gathered/members.js';
import { PairNumbers } from '../../rollups/pair-numbers.js';
import type { Rollup } from '../../rollups/rollup.js';
import { MemberWriter } from '../../store/member-writer.js';
import type { Db } from '../../store/open.js';
import { pastCells } from '../../store/past-cells.js';
import type { Commit } from '../view.js';
import type { RuleCounts } from './counted-rule.js';

/** Rows of windows that are past are not counted one by one. */
const uncounted = () => undefined;

/** The pairs in windows of one size, for the rules that have it. */
export class Addresses {
  readonly #windowMs: number;
  /** Purchases since the last commit, by window and player, and the addresses. */
  readonly #fold: Fold<'purchase-events'>;
  readonly #writer: MemberWriter<'purchase-events'>;

  constructor(
    db: Db,
    readonly rules: { readonly sharedIp?: RuleCounts; readonly manyIps?: RuleCounts },
    windowMs: number,
  ) {
    const rollup: Rollup<'purchase-events'> = {
      name: 'fraud_many_ips',
      topic: 'purchase-events',
      key: [
        { name: 'window_start', window: windowMs },
        { name: 'player_id', field: 'player_id' },
      ],
      measures: [{ kind: 'distinct', name: 'ips', field: 'ip_address' }],
    };
    this.#windowMs = windowMs;
    this.#fold = new Fold(rollup);
    const first = { column: 'window_ms', value: windowMs };
    this.#writer = new MemberWriter(db, rollup, { table: 'fraud_addresses', first });
  }

  /** @param events with addresses in canonical form */
  take(events: EventColumns<'purchase-events'>, rows: Int32Array, count: number): void {
    this.#fold.take(events, rows, count);
  }

  write(commit: Commit): void {
    const fold = this.#fold;
    const { sharedIp, manyIps } = this.rules;
    const players = new PlayersByIp(this.#windowMs);
    const told = (cell: number, ip: number) => players.add(fold.keyOf(cell, 0) as number, ip);
    const past = pastCells(fold, this.#windowMs, commit);
    const ips = fold.measures[0] as Members<'purchase-events'>;
    const added = this.#writer.write(fold, ips, past, uncounted, sharedIp && told);
    if (manyIps !== undefined) {
      for (let cell = 0; cell < fold.size; cell++) {
        if (added[cell] === 0) continue;
        manyIps.add(fold.keyOf(cell, 0) as number, fold.keyOf(cell, 1) as string, added[cell]!);
      }
      manyIps.flush(commit);
    }
    if (sharedIp !== undefined) {
      players.each((start, ip, more) => sharedIp.add(start, fold.textOf(ip), more));
      sharedIp.flush(commit);
    }
  }

  clear(): void {
    this.#fold.clear();
  }
}

/** How many players are new to an address in a window. */
class PlayersByIp {
  readonly #pairs = new PairNumbers();
  readonly #players = new CellNumbers(0);

  constructor(readonly windowMs: number) {}

  add(start: number, ip: number): void {
    const pair = this.#pairs.numberOf((start / this.windowMs) | 0, ip);
    this.#players.reach(this.#pairs.size)[pair]!++;
  }

  each(told: (start: number, ip: number, players: number) => void): void {
    const { first, second, size } = this.#pairs;
    for (let pair = 0; pair < size; pair++) {
      told((first[pair]! >>> 0) * this.windowMs, second[pair]!, this.#players.of(pair));
    }
  }
}

/** Rules of equal windows together. */
export function addressesOf(db: Db, sharedIp: RuleCounts, manyIps: RuleCounts): Addresses[] {
  return sharedIp.windowMs === manyIps.windowMs
    ? [new Addresses(db, { sharedIp, manyIps }, sharedIp.windowMs)]
    : [new Addresses(db, { sharedIp }, sharedIp.windowMs), new Addresses(db, { manyIps }, manyIps.windowMs)];
}
