/** Records whose turn comes later than their offset: rejected first, and judged again when others had been counted. */
import type { LogRecord } from './record.js';

interface Deferred {
  readonly record: LogRecord;
  /** Comes before the record of this offset. */
  readonly before: number;
  /** Among those that come at the same time. */
  readonly order: number;
}

export class Replays {
  readonly #order: ReadonlyMap<number, number>;
  #waiting: Deferred[] = [];
  /** Least `before` of those that wait. */
  #soonest = Number.POSITIVE_INFINITY;

  /** @param replayed the offset before which each offset has its turn; in the order of the turns */
  constructor(readonly replayed: ReadonlyMap<number, number>) {
    this.#order = new Map([...replayed.keys()].map((offset, order) => [offset, order]));
  }

  /** Puts a record off if its turn is later; says whether it did. */
  defer(record: LogRecord): boolean {
    const before = this.replayed.get(record.offset);
    if (before === undefined) return false;
    const order = this.#order.get(record.offset)!;
    const { value } = record;
    // Whoever read it uses the bytes again.
    const own = value instanceof Uint8Array ? { ...record, value: Uint8Array.from(value) } : record;
    this.#waiting.push({ record: own, before, order });
    this.#soonest = Math.min(this.#soonest, before);
    return true;
  }

  /** Takes out the records whose turn comes before that of an offset. */
  before(offset: number): LogRecord[] {
    if (offset < this.#soonest || this.#waiting.length === 0) return [];
    const due = this.#waiting.filter(({ before }) => before <= offset);
    this.#waiting = this.#waiting.filter(({ before }) => before > offset);
    this.#soonest = this.#waiting.reduce(
      (least, { before }) => Math.min(least, before),
      Number.POSITIVE_INFINITY,
    );
    return due.sort((a, b) => a.order - b.order).map(({ record }) => record);
  }
}
