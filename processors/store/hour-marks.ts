/**
 * In which hours of a day a text of the key, such as a player, has rows of a roll-up by window: one row a player and day,
 * with a bit for each hour in which a window of theirs begins. Who looks for the rows of one player then looks into few
 * windows. An index of all rows by player would cost more than the rows themselves (`combat`: 85,600 rows, 8,700 of these).
 */
import type { Topic } from '../../schemas/index.js';
import type { Fold } from '../rollups/fold.js';
import { CellNumbers } from '../rollups/gathered/cell-numbers.js';
import { PairNumbers } from '../rollups/pair-numbers.js';
import { DAY, HOUR, type Rollup } from '../rollups/rollup.js';
import { BulkRows } from './bulk-rows.js';
import { KnownMarks } from './known-marks.js';
import type { Db } from './open.js';
import { hoursTable, periodMs, windowSize } from './rollup-schema.js';

export class HourMarks<T extends Topic> {
  readonly #windowMs: number;
  readonly #part: number;
  readonly #rows: BulkRows;
  /** Of periods and texts of the commit at hand. */
  readonly #pairs = new PairNumbers();
  readonly #hours = new CellNumbers(0);
  /** By period, hours that are in the table. */
  readonly #known = new KnownMarks(Number.POSITIVE_INFINITY);

  constructor(db: Db, rollup: Rollup<T>, column: string) {
    this.#windowMs = windowSize(rollup)!;
    this.#part = rollup.key.findIndex(({ name }) => name === column);
    const table = hoursTable(rollup);
    const merge = `ON CONFLICT (day, ${column}) DO UPDATE SET hours = hours | excluded.hours`;
    this.#rows = new BulkRows(db, `INSERT INTO ${table} (day, ${column}, hours)`, 3, merge);
  }

  /** @param past 1 for the cells that are not written */
  write(fold: Fold<T>, past: Uint8Array | undefined): void {
    this.#gather(fold, past);
    const { first, second, size } = this.#pairs;
    for (let pair = 0; pair < size; pair++) {
      const period = first[pair]! * periodMs(this.#windowMs);
      const text = fold.textOf(second[pair]!);
      const known = this.#known.of(period, period);
      const before = known.marksOf(text);
      const hours = this.#hours.of(pair) | before;
      if (hours === before) continue;
      this.#rows.put(period).put(text).put(hours);
      this.#known.set(known, text, hours);
    }
    this.#rows.flush();
    this.#pairs.clear();
    this.#hours.clear();
    this.#known.settle();
  }

  #gather(fold: Fold<T>, past: Uint8Array | undefined): void {
    const size = this.#windowMs;
    const ofPeriod = periodMs(size);
    for (let cell = 0; cell < fold.size; cell++) {
      if (past?.[cell] === 1) continue;
      const start = fold.keyOf(cell, 0) as number;
      const pair = this.#pairs.numberOf(Math.floor(start / ofPeriod), fold.numberOf(cell, this.#part));
      const hours = this.#hours.reach(this.#pairs.size);
      hours[pair] = hours[pair]! | (1 << Math.floor((start % DAY) / HOUR));
    }
  }
}
