/** The different texts of a field. */
import { type EventColumns, NO_TEXT, type TextField, type Topic } from '../../../schemas/index.js';
import { PairNumbers } from '../pair-numbers.js';
import type { Gathered } from './gathered.js';

export class Members<T extends Topic> implements Gathered<T> {
  /** How many are new is for the table of the members to say. */
  readonly width = 0;
  /** Of a cell and a code. */
  readonly pairs = new PairNumbers();

  constructor(readonly field: TextField<T>) {}

  take(events: EventColumns<T>, rows: Int32Array, cells: Int32Array, count: number): void {
    const codes: Int32Array = events.texts[this.field];
    const { pairs } = this;
    let lastCell = -1;
    let lastCode = NO_TEXT;
    for (let i = 0; i < count; i++) {
      const code = codes[rows[i]!]!;
      const cell = cells[i]!;
      if (code === NO_TEXT || (code === lastCode && cell === lastCell)) continue;
      pairs.numberOf(cell, code);
      lastCell = cell;
      lastCode = code;
    }
  }

  value(): null {
    return null;
  }

  clear(): void {
    this.pairs.clear();
  }
}
