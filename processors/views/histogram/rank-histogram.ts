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
import type { Db } from '../../store/open.js';
import { pack, unpackInto, WIDTH } from './packed-counts.js';

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

/** SQL that a row of the scope must satisfy, its parameters in the order of the columns. */
function scopeCondition({ scope }: HistogramShape): string {
  return scope.map(({ name }) => `${name} = ?`).join(' AND ');
}

export class RankHistogram {
  /** What was added since the last `write`, by the scope: itself where it is one column, otherwise an unambiguous text. */
  readonly #pending = new Map<string | number, Changes>();
  readonly #statements: ReturnType<typeof statements>;
  /** Counts of the bucket in hand. */
  readonly #counts = new Float64Array(WIDTH);

  constructor(db: Db, shape: HistogramShape) {
    this.#statements = statements(db, shape);
  }

  /**
   * Notes that a value occurs so many times more (or less, when below zero) in a scope.
   * @param value a whole number from 0 on
   */
  add(scope: Scope, value: number, times: number): void {
    const key = scope.length === 1 ? scope[0]! : JSON.stringify(scope);
    let changes = this.#pending.get(key);
    if (changes === undefined) {
      changes = { scope, times: new Map() };
      this.#pending.set(key, changes);
    }
    changes.times.set(value, (changes.times.get(value) ?? 0) + times);
  }

  /**
   * Brings the table up to date, within the commit's transaction.
   * @throws RangeError when more of a value was taken away than there was
   */
  write(): void {
    for (const changes of this.#pending.values()) this.#writeScope(changes);
    this.#pending.clear();
  }

  #writeScope({ scope, times }: Changes): void {
    const values = Float64Array.from(times.keys()).sort();
    const coarse = SHIFTS.slice(0, -1).map((shift) => ({ shift, more: new Map<number, number>() }));
    for (let from = 0, to = 0; from < values.length; from = to) {
      const bucket = Math.floor(values[from]! / WIDTH);
      while (to < values.length && Math.floor(values[to]! / WIDTH) === bucket) to++;
      const more = this.#writeLeaf(scope, bucket, values.subarray(from, to), times);
      for (const level of coarse) {
        const above = Math.floor(bucket / 2 ** (level.shift - LEAF));
        level.more.set(above, (level.more.get(above) ?? 0) + more);
      }
    }
    for (const { shift, more } of coarse) {
      for (const [bucket, added] of more) if (added !== 0) this.#writeCount(scope, shift, bucket, added);
    }
  }

  /** @returns how many values there are more in the bucket */
  #writeLeaf(scope: Scope, bucket: number, values: Float64Array, times: Changes['times']): number {
    const { get, put, remove } = this.#statements;
    const stored = get.get(...scope, LEAF, bucket) as Row | undefined;
    const counts = this.#counts.fill(0);
    if (stored !== undefined) unpackInto(counts, stored.packed!);
    let more = 0;
    for (const value of values) {
      const added = times.get(value)!;
      const offset = value - bucket * WIDTH;
      counts[offset]! += added;
      if (counts[offset]! < 0) throw new RangeError(`${value} was taken away more often than it was added`);
      more += added;
    }
    const count = (stored?.count ?? 0) + more;
    if (count > 0) put.run(...scope, LEAF, bucket, count, pack(counts));
    else if (stored !== undefined) remove.run(...scope, LEAF, bucket);
    return more;
  }

  #writeCount(scope: Scope, shift: number, bucket: number, more: number): void {
    const { get, put, remove } = this.#statements;
    const stored = get.get(...scope, shift, bucket) as Row | undefined;
    const count = (stored?.count ?? 0) + more;
    if (count > 0) put.run(...scope, shift, bucket, count, null);
    else remove.run(...scope, shift, bucket);
  }
}

interface Changes {
  readonly scope: Scope;
  /** Value → how many times more. */
  readonly times: Map<number, number>;
}

interface Row {
  readonly count: number;
  readonly packed: Uint8Array | null;
}

function statements(db: Db, shape: HistogramShape) {
  const names = [...shape.scope.map(({ name }) => name), 'shift', 'bucket'];
  const where = `${scopeCondition(shape)} AND shift = ? AND bucket = ?`;
  return {
    get: db.prepare(`SELECT count, packed FROM ${shape.name} WHERE ${where}`),
    put: db.prepare(
      `INSERT INTO ${shape.name} VALUES (${names.map(() => '?').join(', ')}, ?, ?)
       ON CONFLICT (${names.join(', ')}) DO UPDATE SET count = excluded.count, packed = excluded.packed`,
    ),
    remove: db.prepare(`DELETE FROM ${shape.name} WHERE ${where}`),
  };
}
