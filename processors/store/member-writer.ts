/**
 * Writes the members of a distinct measure that are new, and says how many of them each cell has. Of a cell that began
 * while this process runs all members are known, and no SQL is needed to tell which are new; of the others it is asked.
 */
import type { Topic } from '../../schemas/index.js';
import type { Fold } from '../rollups/fold.js';
import type { Members } from '../rollups/gathered/members.js';
import type { Rollup } from '../rollups/rollup.js';
import { BulkRows } from './bulk-rows.js';
import type { Dropped } from './ended-windows.js';
import { type Known, KnownMembers } from './known-members.js';
import type { Db } from './open.js';
import { windowSize } from './rollup-schema.js';

/** Columns: `first`, where there is one, with the same value in all rows; the key; the member. */
export interface MemberTable {
  readonly table: string;
  readonly first?: { readonly column: string; readonly value: number };
}

/** Told of a member, by its code, that is new to a cell. */
export type ToldMember = (cell: number, code: number) => void;

export class MemberWriter<T extends Topic> {
  readonly #parts: number;
  readonly #beginsWithWindow: boolean;
  readonly #new: BulkRows;
  readonly #maybeNew: BulkRows;
  readonly #known: KnownMembers;

  constructor(
    db: Db,
    { key }: Pick<Rollup<T>, 'key'>,
    readonly target: MemberTable,
  ) {
    const { table, first } = target;
    this.#parts = key.length;
    this.#beginsWithWindow = windowSize({ key }) !== undefined;
    const columns = key.length + (first === undefined ? 1 : 2);
    this.#new = new BulkRows(db, `INSERT INTO ${table}`, columns);
    this.#maybeNew = new BulkRows(db, `INSERT OR IGNORE INTO ${table}`, columns);
    this.#known = new KnownMembers(lastStart(db, target, this.#beginsWithWindow ? key[0]!.name : undefined));
  }

  /**
   * @param past 1 for the cells that are not written but counted
   * @returns how many members are new, by cell
   */
  write(
    fold: Fold<T>,
    { pairs }: Members<T>,
    past: Uint8Array | undefined,
    dropped: Dropped,
    told?: ToldMember,
  ): Int32Array {
    const added = new Int32Array(fold.size);
    const knownOf: (Known | undefined)[] = new Array(fold.size);
    const unsure: number[] = [];
    for (let pair = 0; pair < pairs.size; pair++) {
      const cell = pairs.first[pair]!;
      if (past?.[cell] === 1) {
        dropped(this.target.table, 1);
        continue;
      }
      knownOf[cell] ??= this.#known.of(this.#nameOf(fold, cell), this.#startOf(fold, cell));
      const known = knownOf[cell];
      const member = fold.textOf(pairs.second[pair]!);
      if (known.has(member)) continue;
      if (!known.areAll) {
        unsure.push(pair);
        continue;
      }
      this.#put(this.#new, fold, cell, member);
      added[cell]!++;
      told?.(cell, pairs.second[pair]!);
      this.#known.add(known, member);
    }
    this.#new.flush();
    this.#ask(fold, pairs, unsure, knownOf, added, told);
    this.#known.settle();
    return added;
  }

  /** Writes those of whom it is not known whether they are new, cell by cell, or one by one where each is told of. */
  #ask(
    fold: Fold<T>,
    pairs: Members<T>['pairs'],
    unsure: number[],
    knownOf: readonly (Known | undefined)[],
    added: Int32Array,
    told: ToldMember | undefined,
  ): void {
    unsure.sort((a, b) => pairs.first[a]! - pairs.first[b]!);
    unsure.forEach((pair, i) => {
      const cell = pairs.first[pair]!;
      const member = fold.textOf(pairs.second[pair]!);
      this.#put(this.#maybeNew, fold, cell, member);
      this.#known.add(knownOf[cell]!, member);
      const isLast = i + 1 === unsure.length || pairs.first[unsure[i + 1]!] !== cell;
      if (!isLast && told === undefined) return;
      const more = this.#maybeNew.flush();
      added[cell]! += more;
      if (more > 0) told?.(cell, pairs.second[pair]!);
    });
  }

  #put(rows: BulkRows, fold: Fold<T>, cell: number, member: string): void {
    const { first } = this.target;
    if (first !== undefined) rows.put(first.value);
    for (let part = 0; part < this.#parts; part++) rows.put(fold.keyOf(cell, part));
    rows.put(member);
  }

  #startOf(fold: Fold<T>, cell: number): number {
    return this.#beginsWithWindow ? (fold.keyOf(cell, 0) as number) : 0;
  }

  /** Lengths go before the parts: ids may hold any character, so no separator would be safe. */
  #nameOf(fold: Fold<T>, cell: number): string | number {
    if (this.#parts === 1) return fold.keyOf(cell, 0);
    let name = '';
    for (let i = 0; i < this.#parts; i++) {
      const part = fold.keyOf(cell, i);
      name += typeof part === 'string' ? `${part.length}:${part}` : `${part};`;
    }
    return name;
  }
}

/** The latest start of a cell that has members already. Cells that begin with a text all start at 0. */
function lastStart(db: Db, { table, first }: MemberTable, start: string | undefined): number {
  const of = first === undefined ? '' : `WHERE ${first.column} = ${first.value}`;
  const last = start === undefined ? '0' : `max(${start})`;
  const found = db.prepare(`SELECT ${last} FROM ${table} ${of} LIMIT 1`).pluck().get();
  return (found as number | null | undefined) ?? Number.NEGATIVE_INFINITY;
}
