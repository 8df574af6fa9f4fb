/** Writes the cells of a roll-up's fold into its tables; to be called within the commit's transaction. */
import type { Topic } from '../../schemas/index.js';
import type { Fold } from '../rollups/fold.js';
import type { Members } from '../rollups/gathered/members.js';
import type { Rollup } from '../rollups/rollup.js';
import type { BulkRows } from './bulk-rows.js';
import type { Dropped } from './ended-windows.js';
import { HourMarks } from './hour-marks.js';
import { MemberWriter } from './member-writer.js';
import type { Db } from './open.js';
import { pastCells } from './past-cells.js';
import { mergingRows, windowSize } from './rollup-schema.js';

/** What is past is not written but counted. */
interface Limits {
  readonly horizon: number;
  readonly dropped: Dropped;
}

export class CellWriter<T extends Topic> {
  readonly #rows: BulkRows;
  /** By measure; undefined of those that are not distinct. */
  readonly #members: readonly (MemberWriter<T> | undefined)[];
  readonly #hours: HourMarks<T> | undefined;
  /** Of windows that are dropped. */
  readonly #windowMs: number | undefined;

  constructor(
    db: Db,
    readonly rollup: Rollup<T>,
  ) {
    this.#rows = mergingRows(db, rollup);
    this.#members = rollup.measures.map((measure) =>
      measure.kind === 'distinct' ? new MemberWriter(db, rollup, measure) : undefined,
    );
    this.#hours = rollup.findsBy === undefined ? undefined : new HourMarks(db, rollup, rollup.findsBy);
    this.#windowMs = rollup.dropsWindows && windowSize(rollup);
  }

  write(fold: Fold<T>, limits: Limits): void {
    if (fold.size === 0) return;
    const past = this.#windowMs === undefined ? undefined : pastCells(fold, this.#windowMs, limits);
    const added = this.#members.map((writer, i) =>
      writer?.write(fold, fold.measures[i] as Members<T>, past, limits.dropped),
    );
    for (let cell = 0; cell < fold.size; cell++) {
      if (past?.[cell] === 1) limits.dropped(this.rollup.name, 1);
      else this.#put(fold, cell, added);
    }
    this.#rows.flush();
    this.#hours?.write(fold, past);
  }

  #put(fold: Fold<T>, cell: number, added: readonly (Int32Array | undefined)[]): void {
    const rows = this.#rows;
    const { key } = this.rollup;
    for (let part = 0; part < key.length; part++) rows.put(fold.keyOf(cell, part));
    for (let i = 0; i < fold.measures.length; i++) {
      const measure = fold.measures[i]!;
      for (let column = 0; column < measure.width; column++) rows.put(measure.value(cell, column));
      if (added[i] !== undefined) rows.put(added[i]![cell]!);
    }
  }
}
