/** The smallest or largest number of a field, or time of an event. */
import type { EventColumns, NumberField, Topic } from '../../../schemas/index.js';
import { CellNumbers } from './cell-numbers.js';
import type { Gathered } from './gathered.js';

export class Extremes<T extends Topic> implements Gathered<T> {
  readonly width = 1;
  readonly #values;
  readonly #none: number;

  constructor(
    readonly kind: 'min' | 'max',
    readonly field: NumberField<T> | 'time',
  ) {
    this.#none = kind === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    this.#values = new CellNumbers(this.#none);
  }

  take(events: EventColumns<T>, rows: Int32Array, cells: Int32Array, count: number, size: number): void {
    const { field } = this;
    const values: Float64Array = field === 'time' ? events.time : events.numbers[field as NumberField<T>];
    const extremes = this.#values.reach(size);
    // NaN, the number of an event that has none, is neither smaller nor larger than anything.
    if (this.kind === 'min') {
      for (let i = 0; i < count; i++) {
        const value = values[rows[i]!]!;
        if (value < extremes[cells[i]!]!) extremes[cells[i]!] = value;
      }
    } else {
      for (let i = 0; i < count; i++) {
        const value = values[rows[i]!]!;
        if (value > extremes[cells[i]!]!) extremes[cells[i]!] = value;
      }
    }
  }

  value(cell: number): number | null {
    const value = this.#values.of(cell);
    return value === this.#none ? null : value;
  }

  clear(): void {
    this.#values.clear();
  }
}
