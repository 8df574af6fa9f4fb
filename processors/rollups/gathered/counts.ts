/** How many events, or how many of those for which a condition holds. */
import type { EventColumns, Topic } from '../../../schemas/index.js';
import { type Mask, maskOf } from '../condition.js';
import type { Condition } from '../rollup.js';
import { CellNumbers } from './cell-numbers.js';
import type { Gathered } from './gathered.js';

export class Counts<T extends Topic> implements Gathered<T> {
  readonly width = 1;
  readonly #counts = new CellNumbers(0);
  readonly #holds: Mask<T> | undefined;
  #mask = new Uint8Array(0);

  constructor(topic: T, where: Condition<T> | undefined) {
    this.#holds = where && maskOf(topic, where);
  }

  take(events: EventColumns<T>, rows: Int32Array, cells: Int32Array, count: number, size: number): void {
    const counts = this.#counts.reach(size);
    if (this.#holds === undefined) {
      for (let i = 0; i < count; i++) counts[cells[i]!]!++;
      return;
    }
    if (this.#mask.length < count) this.#mask = new Uint8Array(2 * count);
    const mask = this.#mask;
    this.#holds(events, rows, count, mask);
    for (let i = 0; i < count; i++) counts[cells[i]!]! += mask[i]!;
  }

  value(cell: number): number {
    return this.#counts.of(cell);
  }

  clear(): void {
    this.#counts.clear();
  }
}
