/**
 * Writes the members of a distinct measure that are new, and says how many of them each cell has. Of a span of windows that
 * began while this process runs all rows are known, and no SQL is needed to tell which members are new; of the others it
 * is asked.
 */
import type { Topic } from '../../schemas/index.js';
import type { Fold } from '../rollups/fold.js';
import type { Members } from '../rollups/gathered/members.js';
import { PairNumbers } from '../rollups/pair-numbers.js';
import type { DistinctMeasure, KeyColumn, Rollup } from '../rollups/rollup.js';
import { BulkRows } from './bulk-rows.js';
import type { Dropped } from './ended-windows.js';
import { KnownMarks } from './known-marks.js';
import { MARKS, type MemberShape, memberShape } from './member-shape.js';
import type { Db } from './open.js';
import { TextNumbers } from './text-numbers.js';

type Key = readonly (string | number)[];

interface Asked {
  get(...key: Key): number | undefined;
}

export class MemberWriter<T extends Topic> {
  readonly #shape: MemberShape;
  readonly #along: KeyColumn<T>;
  readonly #parts: number;
  readonly #rows: BulkRows;
  readonly #stored: Asked;
  readonly #known: KnownMarks;
  readonly #numbers: TextNumbers | undefined;
  /** The first numbers the first two parts of the rows' keys, each further one what the one before it numbers and a part more. */
  readonly #groups: readonly PairNumbers[];
  /** The rows of the commit at hand: groups and codes of members. */
  readonly #touched = new PairNumbers();

  constructor(db: Db, rollup: Rollup<T>, measure: DistinctMeasure<T>) {
    this.#shape = memberShape(rollup, measure);
    const { table, key, axis, numbers } = this.#shape;
    this.#along = rollup.key[axis]!;
    this.#parts = rollup.key.length;
    const names = key.join(', ');
    const merge = `ON CONFLICT (${names}) DO UPDATE SET marks = marks | excluded.marks`;
    this.#rows = new BulkRows(db, `INSERT INTO ${table} (${names}, marks)`, key.length + 1, merge);
    const where = key.map((column) => `${column} = ?`).join(' AND ');
    this.#stored = db.prepare(`SELECT marks FROM ${table} WHERE ${where}`).pluck() as Asked;
    this.#known = new KnownMarks(lastStart(db, this.#shape));
    this.#numbers = numbers && new TextNumbers(db, numbers);
    this.#groups = Array.from({ length: Math.max(1, this.#parts - 1) }, () => new PairNumbers());
  }

  /**
   * @param past 1 for the cells that are not written but counted
   * @returns how many members are new, by cell
   */
  write(fold: Fold<T>, { pairs }: Members<T>, past: Uint8Array | undefined, dropped: Dropped): Int32Array {
    const { first, second, size } = pairs;
    const places = this.#placesOf(fold, past);
    const rowOf = new Int32Array(size);
    const marks = new Int32Array(size);
    let late = 0;
    for (let pair = 0; pair < size; pair++) {
      const cell = first[pair]!;
      const group = places.groups[cell]!;
      if (group < 0) {
        rowOf[pair] = -1;
        late++;
        continue;
      }
      const row = this.#touched.numberOf(group, second[pair]!);
      rowOf[pair] = row;
      marks[row]! |= places.marks[cell]!;
    }
    if (late > 0) dropped(this.#shape.table, late);
    this.#put(fold, places.keys, marks);
    const added = new Int32Array(fold.size);
    for (let pair = 0; pair < size; pair++) {
      const cell = first[pair]!;
      if (rowOf[pair]! >= 0 && (marks[rowOf[pair]!]! & places.marks[cell]!) !== 0) added[cell]!++;
    }
    for (const numbers of this.#groups) numbers.clear();
    this.#touched.clear();
    return added;
  }

  /** By cell the group of rows that it is in, −1 for those that are past, and its mark; by group the key without the member. */
  #placesOf(
    fold: Fold<T>,
    past: Uint8Array | undefined,
  ): { groups: Int32Array; marks: Int32Array; keys: Key[] } {
    const groups = new Int32Array(fold.size);
    const marks = new Int32Array(fold.size);
    const keys: Key[] = [];
    for (let cell = 0; cell < fold.size; cell++) {
      if (past?.[cell] === 1) {
        groups[cell] = -1;
        continue;
      }
      const number = this.#numberOf(fold, cell);
      const block = Math.floor(number / MARKS);
      const group = this.#groupOf(fold, cell, block);
      groups[cell] = group;
      marks[cell] = 1 << (number - block * MARKS);
      if (group === keys.length) keys.push(this.#keyOf(fold, cell, block));
    }
    return { groups, marks, keys };
  }

  /** Place of a cell along the axis. */
  #numberOf(fold: Fold<T>, cell: number): number {
    const { axis } = this.#shape;
    return this.#numbers === undefined
      ? fold.numberOf(cell, axis) >>> 0
      : this.#numbers.of(fold.keyOf(cell, axis) as string);
  }

  #groupOf(fold: Fold<T>, cell: number, block: number): number {
    const part = (part: number) => (part === this.#shape.axis ? block : fold.numberOf(cell, part));
    let group = this.#groups[0]!.numberOf(part(0), this.#parts > 1 ? part(1) : 0);
    for (let i = 2; i < this.#parts; i++) group = this.#groups[i - 1]!.numberOf(group, part(i));
    return group;
  }

  #keyOf(fold: Fold<T>, cell: number, block: number): Key {
    const along = this.#along;
    const first = 'window' in along ? block * MARKS * along.window : block;
    return Array.from({ length: this.#parts }, (_, part) =>
      part === this.#shape.axis ? first : fold.keyOf(cell, part),
    );
  }

  /** Writes the marks that are new, and leaves only those in `marks`. */
  #put(fold: Fold<T>, keys: readonly Key[], marks: Int32Array): void {
    const { first, second, size } = this.#touched;
    const known = keys.map((key) => this.#known.of(nameOf(key), startOf(key, this.#shape)));
    for (let row = 0; row < size; row++) {
      const key = keys[first[row]!]!;
      const group = known[first[row]!]!;
      const member = fold.textOf(second[row]!);
      let before = group.marksOf(member);
      if (before === 0 && !group.areAll) before = this.#stored.get(...key, member) ?? 0;
      const fresh = marks[row]! & ~before;
      marks[row] = fresh;
      if (fresh === 0 && group.marksOf(member) === before) continue;
      this.#known.set(group, member, before | fresh);
      if (fresh === 0) continue;
      for (const part of key) this.#rows.put(part);
      this.#rows.put(member).put(fresh);
    }
    this.#rows.flush();
    this.#known.settle();
  }
}

/** Rows that do not begin with a window all start at 0. */
function startOf(key: Key, { windowMs }: MemberShape): number {
  return windowMs === undefined ? 0 : (key[0] as number);
}

/** The latest start of rows that are there. */
function lastStart(db: Db, { table, key, windowMs }: MemberShape): number {
  const last = windowMs === undefined ? '0' : `max(${key[0]})`;
  const found = db.prepare(`SELECT ${last} FROM ${table} LIMIT 1`).pluck().get();
  return (found as number | null | undefined) ?? Number.NEGATIVE_INFINITY;
}

/** Lengths go before the texts: they may hold any character, so no separator would be safe. */
function nameOf(key: Key): string | number {
  if (key.length === 1) return key[0]!;
  return key.map((part) => (typeof part === 'string' ? `${part.length}:${part}` : `${part};`)).join('');
}
