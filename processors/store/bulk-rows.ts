/**
 * Rows written many to a statement, which costs a third of a statement for each row (measured: a row of a table with
 * text in its key 2.2 µs singly, 0.6 µs with 32 to a statement; more than that gain nothing).
 *
 * What is left at the end goes in statements of 16, 8, 4, 2 and 1 rows, so that there are six texts in all, each prepared
 * once it is needed. Rows are written in the order in which they are put; a later one may conflict with an earlier one of
 * the same statement, just as if each had its own.
 *
 * ```ts
 * const visits = new BulkRows(
 *   db,
 *   'INSERT INTO visits (player_id, level_id, moves)',
 *   3,
 *   'ON CONFLICT (player_id, level_id) DO UPDATE SET moves = moves + excluded.moves',
 * );
 * for (const { player, level, moves } of touched) visits.put(player).put(level).put(moves);
 * visits.flush();
 *
 * const seen = new BulkRows(db, 'INSERT OR IGNORE INTO seen (window_start, member)', 2);
 * for (const member of members) seen.put(start).put(member);
 * const howManyAreNew = seen.flush();
 * ```
 */
import type { Db } from './open.js';

/** What a column of a row may hold. */
export type RowValue = string | number | bigint | Uint8Array | null;

/** A full statement has 2⁵ rows, the others less. */
const POWERS = 5;

interface Statement {
  run(parameters: readonly RowValue[]): { changes: number };
  all(parameters: readonly RowValue[]): unknown[];
  pluck(): Statement;
}

export class BulkRows {
  /** The rows that wait, used again and again: no array is made for a row. */
  readonly #waiting: RowValue[];
  #used = 0;
  #changes = 0;
  /** By the logarithm of their rows. */
  readonly #statements: (Statement | undefined)[] = [];
  readonly #parameters: readonly RowValue[][];

  /**
   * @param insert the statement up to `VALUES`
   * @param columns how many values a row has
   * @param onConflict what comes after the rows
   * @param returned told what each row returns, in no order, where `onConflict` ends in `RETURNING` of one value; null is
   * not told
   */
  constructor(
    readonly db: Db,
    readonly insert: string,
    readonly columns: number,
    readonly onConflict = '',
    readonly returned?: (value: unknown) => void,
  ) {
    this.#waiting = new Array<RowValue>(columns << POWERS).fill(null);
    this.#parameters = Array.from({ length: POWERS }, (_, power) => new Array(columns << power).fill(null));
  }

  /** Puts the next value of a row; the row is whole with the last of its columns. */
  put(value: RowValue): this {
    this.#waiting[this.#used++] = value;
    if (this.#used === this.#waiting.length) {
      this.#run(POWERS, this.#waiting);
      this.#used = 0;
    }
    return this;
  }

  /**
   * Writes the rows that wait. To be called before the transaction ends, and before anything reads the table.
   * @returns how many rows were inserted or updated since the last call
   */
  flush(): number {
    let from = 0;
    for (let power = POWERS - 1; power >= 0 && from < this.#used; power--) {
      const values = this.columns << power;
      if (this.#used - from < values) continue;
      const parameters = this.#parameters[power]!;
      for (let i = 0; i < values; i++) parameters[i] = this.#waiting[from + i]!;
      this.#run(power, parameters);
      from += values;
    }
    if (from !== this.#used) throw new RangeError(`a row of ${this.insert} has too few values`);
    this.#used = 0;
    const changes = this.#changes;
    this.#changes = 0;
    return changes;
  }

  #run(power: number, parameters: readonly RowValue[]): void {
    this.#statements[power] ??= this.#prepare(2 ** power);
    const statement = this.#statements[power];
    if (this.returned === undefined) {
      this.#changes += statement.run(parameters).changes;
      return;
    }
    const values = statement.all(parameters);
    this.#changes += values.length;
    for (const value of values) if (value !== null) this.returned(value);
  }

  #prepare(rows: number): Statement {
    const row = `(${new Array(this.columns).fill('?').join(', ')})`;
    const values = new Array(rows).fill(row).join(', ');
    const statement = this.db.prepare(`${this.insert} VALUES ${values} ${this.onConflict}`) as Statement;
    return this.returned === undefined ? statement : statement.pluck();
  }
}
