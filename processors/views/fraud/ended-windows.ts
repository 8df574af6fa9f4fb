/** Drops what belongs to windows that have ended at the horizon of `--retain`. */
import type { Db } from '../../store/open.js';
import type { Commit } from '../view.js';

/** Whether a window is past: nothing of it is kept, so a late event of it is not even written. */
export function hasEnded(start: number, windowMs: number, { horizon }: Commit): boolean {
  return start + windowMs <= horizon;
}

/** Rows of `table` by the start of their window, in `column`; with `only`, those that have its value. */
export interface WindowRows {
  readonly table: string;
  readonly column: string;
  readonly windowMs: number;
  readonly only?: { readonly column: string; readonly value: string | number };
}

export class EndedWindows {
  /** Start of the last window that was dropped. Nothing is written before it any more. */
  #dropped = Number.NEGATIVE_INFINITY;

  constructor(
    readonly db: Db,
    readonly rows: WindowRows,
  ) {}

  drop(commit: Commit): void {
    const { table, column, windowMs, only } = this.rows;
    const last = (Math.floor(commit.horizon / windowMs) - 1) * windowMs;
    if (last <= this.#dropped) return;
    const condition = only === undefined ? '' : ` AND ${only.column} = ?`;
    const { changes } = this.db
      .prepare(`DELETE FROM ${table} WHERE ${column} > ? AND ${column} <= ?${condition}`)
      .run(this.#dropped, last, ...(only === undefined ? [] : [only.value]));
    this.#dropped = last;
    if (changes > 0) commit.dropped(table, changes);
  }
}
