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
import { memberTable, windowSize } from './rollup-schema.js';

export class MemberWriter<T extends Topic> {
  readonly #table: string;
  readonly #parts: number;
  readonly #beginsWithWindow: boolean;
  readonly #new: BulkRows;
  readonly #maybeNew: BulkRows;
  readonly #known: KnownMembers;

  constructor(db: Db, rollup: Rollup<T>, measure: string) {
    const table = memberTable(rollup, measure);
    this.#table = table;
    this.#parts = rollup.key.length;
    this.#beginsWithWindow = windowSize(rollup) !== undefined;
    this.#new = new BulkRows(db, `INSERT INTO ${table}`, this.#parts + 1);
    this.#maybeNew = new BulkRows(db, `INSERT OR IGNORE INTO ${table}`, this.#parts + 1);
    this.#known = new KnownMembers(lastStart(db, table, rollup.key[0]!.name, this.#beginsWithWindow));
  }

  /**
   * @param past 1 for the cells that are not written but counted
   * @returns how many members are new, by cell
   */
  write(fold: Fold<T>, { pairs }: Members<T>, past: Uint8Array | undefined, dropped: Dropped): Int32Array {
    const added = new Int32Array(fold.size);
    const knownOf: (Known | undefined)[] = new Array(fold.size);
    const unsure: number[] = [];
    for (let pair = 0; pair < pairs.size; pair++) {
      const cell = pairs.first[pair]!;
      if (past?.[cell] === 1) {
        dropped(this.#table, 1);
        continue;
      }
      knownOf[cell] ??= this.#known.of(this.#nameOf(fold, cell), this.#startOf(fold, cell));
      const known = knownOf[cell];
      const member = fold.textOf(pairs.second[pair]!);
      if (known.members.has(member)) continue;
      if (!known.areAll) {
        unsure.push(pair);
        continue;
      }
      this.#put(this.#new, fold, cell, member);
      added[cell]!++;
      this.#known.add(known, member);
    }
    this.#new.flush();
    unsure.sort((a, b) => pairs.first[a]! - pairs.first[b]!);
    for (let i = 0; i < unsure.length; i++) {
      const cell = pairs.first[unsure[i]!]!;
      const member = fold.textOf(pairs.second[unsure[i]!]!);
      this.#put(this.#maybeNew, fold, cell, member);
      this.#known.add(knownOf[cell]!, member);
      const isLast = i + 1 === unsure.length || pairs.first[unsure[i + 1]!] !== cell;
      if (isLast) added[cell]! += this.#maybeNew.flush();
    }
    this.#known.settle();
    return added;
  }

  #put(rows: BulkRows, fold: Fold<T>, cell: number, member: string): void {
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

/** The latest start of a cell that has members already: cells that begin with a text all start at once. */
function lastStart(db: Db, table: string, start: string, isWindow: boolean): number {
  const last = isWindow ? `max(${start})` : '1';
  const found = db.prepare(`SELECT ${last} FROM ${table} LIMIT 1`).pluck().get() as number | null | undefined;
  return found ?? Number.NEGATIVE_INFINITY;
}
