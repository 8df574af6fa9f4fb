/** Last writers: the value of the largest time; at equal times the larger value. */
import {
  type Dictionary,
  type EventColumns,
  NO_TEXT,
  type NumberField,
  type Topic,
} from '../../../schemas/index.js';
import type { Text } from '../rollup.js';
import { type TextCodes, textCodes } from '../text-codes.js';
import { compareUtf8 } from '../text-order.js';
import { CellNumbers } from './cell-numbers.js';
import type { Gathered } from './gathered.js';

/** Before every time there is. */
const NEVER = Number.NEGATIVE_INFINITY;

export class LastNumbers<T extends Topic> implements Gathered<T> {
  readonly width = 2;
  readonly #values = new CellNumbers(0);
  readonly #times = new CellNumbers(NEVER);

  constructor(readonly field: NumberField<T>) {}

  take(events: EventColumns<T>, rows: Int32Array, cells: Int32Array, count: number, size: number): void {
    const from: Float64Array = events.numbers[this.field];
    const { time } = events;
    const values = this.#values.reach(size);
    const times = this.#times.reach(size);
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const cell = cells[i]!;
      const at = time[row]!;
      const value = from[row]!;
      if (at < times[cell]! || Number.isNaN(value)) continue;
      if (at > times[cell]! || value > values[cell]!) {
        values[cell] = value;
        times[cell] = at;
      }
    }
  }

  value(cell: number, column: number): number | null {
    const time = this.#times.of(cell);
    if (time === NEVER) return null;
    return column === 0 ? this.#values.of(cell) : time;
  }

  clear(): void {
    this.#values.clear();
    this.#times.clear();
  }
}

export class LastTexts<T extends Topic> implements Gathered<T> {
  readonly width = 2;
  readonly #last = new CellNumbers(NO_TEXT);
  readonly #times = new CellNumbers(NEVER);
  readonly #text: TextCodes<T>;
  #codes = new Int32Array(0);
  #dictionary: Dictionary | undefined;

  constructor(topic: T, text: Text<T>) {
    this.#text = textCodes(topic, text);
  }

  take(events: EventColumns<T>, rows: Int32Array, cells: Int32Array, count: number, size: number): void {
    const { time, dictionary } = events;
    this.#dictionary = dictionary;
    if (this.#codes.length < count) this.#codes = new Int32Array(2 * count);
    const codes = this.#codes;
    this.#text(events, rows, count, codes);
    const last = this.#last.reach(size);
    const times = this.#times.reach(size);
    for (let i = 0; i < count; i++) {
      const code = codes[i]!;
      const cell = cells[i]!;
      const at = time[rows[i]!]!;
      if (code === NO_TEXT || at < times[cell]!) continue;
      if (at > times[cell]! || isLarger(dictionary, code, last[cell]!)) {
        last[cell] = code;
        times[cell] = at;
      }
    }
  }

  value(cell: number, column: number): string | number | null {
    const time = this.#times.of(cell);
    if (time === NEVER) return null;
    return column === 0 ? this.#dictionary!.textOf(this.#last.of(cell)) : time;
  }

  clear(): void {
    this.#last.clear();
    this.#times.clear();
  }
}

function isLarger(dictionary: Dictionary, code: number, than: number): boolean {
  return code !== than && compareUtf8(dictionary.textOf(code), dictionary.textOf(than)) > 0;
}
