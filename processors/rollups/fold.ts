/**
 * The fold of any roll-up: batches of columns in, one cell a touched key out. A cell is a number; what it holds are deltas
 * since the last commit, so that memory is bounded by what a commit touches, and the store merges them into its rows with
 * the same commutative operations. No object is made for an event or a cell.
 */
import { type Dictionary, type EventColumns, NO_TEXT, type Topic } from '../../schemas/index.js';
import { type Gathered, gathered } from './gathered/gathered.js';
import { PairNumbers } from './pair-numbers.js';
import { type KeyColumn, MINUTE, type Rollup } from './rollup.js';
import { type TextCodes, textCodes } from './text-codes.js';

export class Fold<T extends Topic> {
  readonly measures: readonly Gathered<T>[];
  readonly #windows: readonly (number | undefined)[];
  readonly #texts: readonly (TextCodes<T> | undefined)[];
  /** The first numbers the first two parts of the key, each further one what the one before it numbers and a part more. */
  readonly #numbers: readonly PairNumbers[];
  /** Parts of the key of the rows at hand: codes, and numbers of windows. */
  #parts: readonly Int32Array[] = [];
  #rows = new Int32Array(0);
  #dictionary: Dictionary | undefined;

  constructor(readonly rollup: Rollup<T>) {
    const { topic, key, measures } = rollup;
    this.measures = measures.map((measure) => gathered(topic, measure));
    this.#windows = key.map(windowOf);
    this.#texts = key.map((column) => ('window' in column ? undefined : textCodes(topic, column)));
    this.#numbers = Array.from({ length: Math.max(1, key.length - 1) }, () => new PairNumbers());
  }

  /** How many cells there are: their numbers are smaller. */
  get size(): number {
    return this.#numbers.at(-1)!.size;
  }

  /** Takes the events in the rows `rows[0]` to `rows[count - 1]`. */
  take(events: EventColumns<T>, rows: Int32Array, count: number): void {
    this.#dictionary = events.dictionary;
    this.#reach(count);
    let taken = rows;
    let left = count;
    for (let part = 0; part < this.#windows.length; part++) {
      const size = this.#windows[part];
      if (size !== undefined) numberWindows(events.time, taken, left, size, this.#parts[part]!);
      else {
        this.#texts[part]!(events, taken, left, this.#parts[part]!);
        const whole = this.#dropWithout(part, taken, left);
        if (whole < left) taken = this.#rows;
        left = whole;
      }
    }
    const cells = this.#cellsOf(left);
    for (const measure of this.measures) measure.take(events, taken, cells, left, this.size);
  }

  /** A part of a cell's key: a text, or the start of a window. */
  keyOf(cell: number, part: number): string | number {
    const number = this.numberOf(cell, part);
    const size = this.#windows[part];
    return size === undefined ? this.textOf(number) : (number >>> 0) * size;
  }

  /** The same as a number: the code of a text, or that of a window, as 32 bits. */
  numberOf(cell: number, part: number): number {
    let number = cell;
    for (let i = this.#numbers.length - 1; i >= 0; i--) {
      const numbers = this.#numbers[i]!;
      if (part === i + 1) return numbers.second[number]!;
      number = numbers.first[number]!;
    }
    return number;
  }

  /** @param code of a text of the events taken since the last `clear` */
  textOf(code: number): string {
    return this.#dictionary!.textOf(code);
  }

  clear(): void {
    for (const numbers of this.#numbers) numbers.clear();
    for (const measure of this.measures) measure.clear();
  }

  #reach(count: number): void {
    if (this.#rows.length >= count) return;
    this.#rows = new Int32Array(2 * count);
    // A key of one part is paired with zeros.
    const parts = Math.max(2, this.#windows.length);
    this.#parts = Array.from({ length: parts }, () => new Int32Array(2 * count));
  }

  /** Leaves out the rows without a text in this part, here and in the parts before it; says how many are left. */
  #dropWithout(part: number, rows: Int32Array, count: number): number {
    const codes = this.#parts[part]!;
    let left = 0;
    while (left < count && codes[left] !== NO_TEXT) left++;
    if (left === count) return count;
    if (rows !== this.#rows) this.#rows.set(rows.subarray(0, left));
    for (let i = left; i < count; i++) {
      if (codes[i] === NO_TEXT) continue;
      this.#rows[left] = rows[i]!;
      for (let each = 0; each <= part; each++) this.#parts[each]![left] = this.#parts[each]![i]!;
      left++;
    }
    return left;
  }

  /** The cells of the rows at hand; in the place of the first part. */
  #cellsOf(count: number): Int32Array {
    const cells = this.#parts[0]!;
    this.#numbers.forEach((numbers, i) => {
      numbers.number(cells, this.#parts[i + 1]!, cells, count);
    });
    return cells;
  }
}

/** The number of a window of a minute or more is less than 2³² up to the year 9999; it is kept as 32 bits. */
function windowOf<T extends Topic>(column: KeyColumn<T>): number | undefined {
  if (!('window' in column)) return undefined;
  if (column.window < MINUTE) throw new RangeError(`window of ${column.name} is less than a minute`);
  return column.window;
}

function numberWindows(
  time: Float64Array,
  rows: Int32Array,
  count: number,
  size: number,
  into: Int32Array,
): void {
  for (let i = 0; i < count; i++) into[i] = Math.floor(time[rows[i]!]! / size);
}
