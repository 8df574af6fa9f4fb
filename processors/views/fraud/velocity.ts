/** `velocity`: many purchases by one player within a short window. */
import type { EventColumns } from '../../../schemas/index.js';
import { Fold } from '../../rollups/fold.js';
import { pastCells } from '../../store/past-cells.js';
import type { Commit } from '../view.js';
import type { RuleCounts } from './counted-rule.js';

export class Velocity {
  /** Purchases since the last commit, by window and player. */
  readonly #fold: Fold<'purchase-events'>;

  constructor(readonly counts: RuleCounts) {
    this.#fold = new Fold({
      name: 'fraud_velocity',
      topic: 'purchase-events',
      key: [
        { name: 'window_start', window: counts.windowMs },
        { name: 'player_id', field: 'player_id' },
      ],
      measures: [{ kind: 'count', name: 'purchases' }],
    });
  }

  take(events: EventColumns<'purchase-events'>, rows: Int32Array, count: number): void {
    this.#fold.take(events, rows, count);
  }

  write(commit: Commit): void {
    const fold = this.#fold;
    const [purchases] = fold.measures;
    const past = pastCells(fold, this.counts.windowMs, commit);
    for (let cell = 0; cell < fold.size; cell++) {
      if (past?.[cell] === 1) continue;
      const [start, player] = [fold.keyOf(cell, 0) as number, fold.keyOf(cell, 1) as string];
      this.counts.add(start, player, purchases!.value(cell, 0) as number);
    }
    this.counts.flush(commit);
  }

  clear(): void {
    this.#fold.clear();
  }
}
