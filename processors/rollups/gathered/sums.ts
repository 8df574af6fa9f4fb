/** Exact sums in millionths. */
import type { EventColumns, NumberField, Topic } from '../../../schemas/index.js';
import { toMillionths } from '../decimal.js';
import { CellNumbers } from './cell-numbers.js';
import type { Gathered } from './gathered.js';

/** A sum is kept as `high · LIMB + low`, so that neither JavaScript's 2⁵³ nor SQLite's 2⁶³ is ever reached. */
export const LIMB = 1e15;

export class Sums<T extends Topic> implements Gathered<T> {
  readonly width = 2;
  readonly #highs = new CellNumbers(0);
  readonly #lows = new CellNumbers(0);

  constructor(readonly field: NumberField<T>) {}

  take(events: EventColumns<T>, rows: Int32Array, cells: Int32Array, count: number, size: number): void {
    const values: Float64Array = events.numbers[this.field];
    const highs = this.#highs.reach(size);
    const lows = this.#lows.reach(size);
    for (let i = 0; i < count; i++) {
      const value = values[rows[i]!]!;
      if (Number.isNaN(value)) continue;
      const cell = cells[i]!;
      const low = lows[cell]! + toMillionths(value);
      if (low >= LIMB) {
        highs[cell]! += Math.floor(low / LIMB);
        lows[cell] = low % LIMB;
      } else lows[cell] = low;
    }
  }

  value(cell: number, column: number): number {
    return (column === 0 ? this.#highs : this.#lows).of(cell);
  }

  clear(): void {
    this.#highs.clear();
    this.#lows.clear();
  }
}
