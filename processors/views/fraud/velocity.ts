/** `velocity`: many purchases by one player within a short window. */
import { windowStart } from '../../rollups/rollup.js';
import { hasEnded } from '../../store/ended-windows.js';
import type { Commit } from '../view.js';
import type { RuleCounts } from './counted-rule.js';

export class Velocity {
  /** Purchases since the last commit: window start → player → how many. */
  readonly #purchases = new Map<number, Map<string, number>>();

  constructor(readonly counts: RuleCounts) {}

  add(playerId: string, time: number): void {
    const start = windowStart(time, this.counts.windowMs);
    let players = this.#purchases.get(start);
    if (players === undefined) {
      players = new Map();
      this.#purchases.set(start, players);
    }
    players.set(playerId, (players.get(playerId) ?? 0) + 1);
  }

  write(commit: Commit): void {
    for (const [start, players] of this.#purchases) {
      if (hasEnded(start, this.counts.windowMs, commit)) continue;
      for (const [playerId, purchases] of players) this.counts.add(start, playerId, purchases, commit);
    }
  }

  clear(): void {
    this.#purchases.clear();
  }
}
