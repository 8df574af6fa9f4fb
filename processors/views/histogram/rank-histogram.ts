/**
 * How often which value occurs, by scope (a day, a level), kept so that a value may be added or taken away at any time
 * and that every nearest rank is exact, in steps that neither scan values nor grow with their number.
 *
 * One table, a radix tree. Rows of `shift` 40, 30, 20 and 15 count the values of which ⌊value / 2^shift⌋ is `bucket`;
 * those of `shift` 10 hold besides, `packed`, how often each of the bucket's 1024 values occurs. Rows whose count is
 * zero are deleted: the table is a function of the values in it. The finest steps are narrow (32 buckets each), since
 * values of some minutes or hours fill those.
 *
 * What a commit costs is a row for each 1024 (about a second, in ms) that changed, however many values lie in it.
 *
 * Use, within a view:
 * ```ts
 * const LENGTHS: HistogramShape = { name: 'session_lengths', scope: [{ name: 'day', type: 'INTEGER' }] };
 * ddl: () => histogramDdl(LENGTHS)                  // in the view's `ddl`
 * lengths = new RankHistogram(db, LENGTHS)          // when it is opened
 * lengths.add([day], before, -1);                   // in `write` (or `add`): memory only
 * lengths.add([day], after, 1);
 * lengths.write();                                  // at the end of `write`: in the commit's transaction
 * rankReader(db, LENGTHS).nearestRank([[day]], 50)  // in `write` after that, or where it is asked for
 * ```
 */
import type { Statement } from 'better-sqlite3';
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import { repacked, WIDTH } from './packed-counts.js';

export interface HistogramShape {
  /** Of its table: `[a-z_]+`. */
  readonly name: string;
  /** Values of different scopes are counted apart. */
  readonly scope: readonly { readonly name: string; readonly type: 'TEXT' | 'INTEGER' }[];
}

/** A value for each column of the scope. */
export type Scope = readonly (string | number)[];

/** From the coarsest; the last has the packed values. */
export const SHIFTS = [40, 30, 20, 15, 10] as const;
export const LEAF = 10;

export function histogramDdl({ name, scope }: HistogramShape): string[] {
  const columns = [...scope, { name: 'shift', type: 'INTEGER' }, { name: 'bucket', type: 'INTEGER' }];
  const definitions = columns.map((column) => `${column.name} ${column.type} NOT NULL`);
  const key = columns.map((column) => column.name).join(', ');
  return [
    `CREATE TABLE ${name} (${definitions.join(', ')}, count INTEGER NOT NULL, packed BLOB, PRIMARY KEY (${key}))
     STRICT, WITHOUT ROWID`,
  ];
}

export class RankHistogram {
  /** What was added since the last `write`, by the columns of the scope. */
  readonly #pending = new Map<string | number, Node>();
  readonly #depth: number;
  readonly #packed: Statement;
  readonly #rows: BulkRows;
  readonly #remove: Statement;
  readonly #removeEmpty: Statement;
  /** Rows of packed values of which none is left. */
  #emptied: Key[] = [];
  /** Rows that may have a count of zero once they are written. */
  #lessened: Key[] = [];

  constructor(db: Db, shape: HistogramShape) {
    const key = [...shape.scope.map(({ name }) => name), 'shift', 'bucket'];
    const inScope = key.slice(0, -1).map((name) => `${name} = ?`);
    const where = [...inScope, 'bucket = ?'].join(' AND ');
    this.#depth = shape.scope.length;
    this.#packed = db
      .prepare(
        `SELECT bucket, packed FROM json_each(?) AS j CROSS JOIN ${shape.name}
         WHERE ${inScope.join(' AND ')} AND bucket = j.value`,
      )
      .raw();
    this.#rows = new BulkRows(
      db,
      `INSERT INTO ${shape.name} (${key.join(', ')}, count, packed)`,
      key.length + 2,
      `ON CONFLICT (${key.join(', ')}) DO UPDATE SET count = count + excluded.count, packed = excluded.packed`,
    );
    this.#remove = db.prepare(`DELETE FROM ${shape.name} WHERE ${where}`);
    this.#removeEmpty = db.prepare(`DELETE FROM ${shape.name} WHERE ${where} AND count = 0`);
  }

  /**
   * Notes that a value occurs so many times more (or less, when below zero) in a scope.
   * @param value a whole number from 0 on
   */
  add(scope: Scope, value: number, times: number): void {
    const changes = this.#changesOf(scope);
    changes.set(value, (changes.get(value) ?? 0) + times);
  }

  /**
   * Brings the table up to date, within the commit's transaction.
   * @throws RangeError when more of a value was taken away than there was
   */
  write(): void {
    this.#writeScopes([], this.#pending);
    this.#pending.clear();
    this.#rows.flush();
    for (const key of this.#emptied) this.#remove.run(...key);
    for (const key of this.#lessened) this.#removeEmpty.run(...key);
    this.#emptied = [];
    this.#lessened = [];
  }

  #changesOf(scope: Scope): Changes {
    let node = this.#pending;
    for (let depth = 0; depth < this.#depth; depth++) {
      let next = node.get(scope[depth]!);
      if (next === undefined) {
        next = new Map();
        node.set(scope[depth]!, next);
      }
      node = next as Map<string | number, Node>;
    }
    return node as unknown as Changes;
  }

  #writeScopes(scope: Scope, node: Node): void {
    if (scope.length === this.#depth) this.#writeScope(scope, node as Changes);
    else
      for (const [part, next] of node as Map<string | number, Node>)
        this.#writeScopes([...scope, part], next);
  }

  #writeScope(scope: Scope, changes: Changes): void {
    const values = changed(changes);
    if (values.length === 0) return;
    const times = values.map((value) => changes.get(value)!);
    const stored = this.#storedOf(scope, values);
    const sums = SHIFTS.slice(0, -1).map((shift) => new RunningSum(shift));
    for (let from = 0; from < values.length; ) {
      const bucket = Math.floor(values[from]! / WIDTH);
      const base = bucket * WIDTH;
      let to = from;
      let added = 0;
      for (; to < values.length && values[to]! < base + WIDTH; to++) added += times[to]!;
      this.#putPacked(
        scope,
        bucket,
        added,
        repacked(stored.get(bucket) ?? NOTHING, values, times, from, to, base),
      );
      from = to;
      if (added === 0) continue;
      for (const sum of sums) {
        if (sum.bucket !== sum.bucketOf(base)) this.#putSum(scope, sum, base);
        sum.more += added;
      }
    }
    for (const sum of sums) this.#putSum(scope, sum, 0);
  }

  /** The packed values of the buckets that some values lie in, where there are rows of them. */
  #storedOf(scope: Scope, values: Float64Array): Map<number, Uint8Array> {
    const buckets: number[] = [];
    for (const value of values) {
      const bucket = Math.floor(value / WIDTH);
      if (bucket !== buckets.at(-1)) buckets.push(bucket);
    }
    return new Map(this.#packed.all(`[${buckets}]`, ...scope, LEAF) as [number, Uint8Array][]);
  }

  #putPacked(scope: Scope, bucket: number, more: number, packed: Uint8Array): void {
    if (packed.length === 0) this.#emptied.push([...scope, LEAF, bucket]);
    else this.#put(scope, LEAF, bucket, more, packed);
  }

  /** Writes what a coarser bucket has more, and goes on with that of a value. */
  #putSum(scope: Scope, sum: RunningSum, value: number): void {
    if (sum.more !== 0) this.#put(scope, sum.shift, sum.bucket, sum.more, null);
    if (sum.more < 0) this.#lessened.push([...scope, sum.shift, sum.bucket]);
    sum.bucket = sum.bucketOf(value);
    sum.more = 0;
  }

  #put(scope: Scope, shift: number, bucket: number, more: number, packed: Uint8Array | null): void {
    for (const part of scope) this.#rows.put(part);
    this.#rows.put(shift).put(bucket).put(more).put(packed);
  }
}

/** How many values more there are in a bucket, while one after the other is gone through. */
class RunningSum {
  bucket = 0;
  more = 0;

  constructor(readonly shift: number) {}

  bucketOf(value: number): number {
    return Math.floor(value / 2 ** this.shift);
  }
}

/** Of a row: its scope, shift and bucket. */
type Key = (string | number)[];

const NOTHING = new Uint8Array(0);

/** Value → how many times more. */
type Changes = Map<number, number>;

/** By the next column of the scope, or, below the last one, what was added to the scope. */
type Node = Map<string | number, Node> | Changes;

/** The values that occur more or less often than before, ascending. */
function changed(changes: Changes): Float64Array {
  const values = new Float64Array(changes.size);
  let count = 0;
  changes.forEach((times, value) => {
    if (times !== 0) values[count++] = value;
  });
  return values.subarray(0, count).sort();
}
