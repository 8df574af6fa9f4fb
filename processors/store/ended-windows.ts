/** What goes when the horizon of `--retain` has passed it: rows of windows that have ended, a bounded number at a time. */
import type { Db } from './open.js';

/** Told how many rows of a table have gone. */
export type Dropped = (table: string, rows: number) => void;

/** What the horizon of a topic has passed and is to go, the oldest first. To be called within a transaction. */
export interface Drop {
  /**
   * @param most rows, or what takes about as long
   * @returns whether there may be more
   */
  step(horizon: number, most: number, dropped: Dropped): boolean;
}

/** Rows of a table that belong to windows. */
export interface WindowRows {
  readonly table: string;
  /** Columns of its key from the one with the start of the window on. */
  readonly key: readonly [start: string, ...others: string[]];
  readonly windowMs: number;
  /** Of a table with windows of several sizes, those that have this value. */
  readonly only?: { readonly column: string; readonly value: string | number };
}

/** Whether a window is past. Nothing is written to it any more; rows that it still has are not shown. */
export function hasEnded(
  start: number,
  windowMs: number,
  { horizon }: { readonly horizon: number },
): boolean {
  return start + windowMs <= horizon;
}

/** Start of the first window that has not ended; −Infinity without a horizon. */
export function firstKept(horizon: number, windowMs: number): number {
  return Math.floor(horizon / windowMs) * windowMs;
}

export class EndedWindows implements Drop {
  /** Start of the first window that may still have rows to drop. */
  #from = Number.NEGATIVE_INFINITY;
  readonly #nth;
  readonly #dropUpTo;
  readonly #dropAll;

  constructor(
    db: Db,
    readonly rows: WindowRows,
  ) {
    const { table, key, only } = rows;
    const start = key[0];
    const from = `${only === undefined ? '' : `${only.column} = ? AND `}${start} >= ?`;
    const ended = `${from} AND ${start} < ?`;
    const names = key.join(', ');
    const values = key.map(() => '?').join(', ');
    this.#nth = db
      .prepare(`SELECT ${names} FROM ${table} WHERE ${ended} ORDER BY ${names} LIMIT 1 OFFSET ?`)
      .raw();
    // With one upper bound, of the whole key: of two, SQLite would search by the start of the window alone.
    this.#dropUpTo = db.prepare(`DELETE FROM ${table} WHERE ${from} AND (${names}) <= (${values})`);
    this.#dropAll = db.prepare(`DELETE FROM ${table} WHERE ${ended}`);
  }

  step(horizon: number, most: number, dropped: Dropped): boolean {
    const { table, windowMs, only } = this.rows;
    const end = firstKept(horizon, windowMs);
    if (end <= this.#from) return false;
    const from = [...(only === undefined ? [] : [only.value]), this.#from];
    const last = this.#nth.get(...from, end, most - 1) as (string | number)[] | undefined;
    const { changes } =
      last === undefined ? this.#dropAll.run(...from, end) : this.#dropUpTo.run(...from, ...last);
    this.#from = last === undefined ? end : (last[0] as number);
    if (changes > 0) dropped(table, changes);
    return last !== undefined;
  }
}
