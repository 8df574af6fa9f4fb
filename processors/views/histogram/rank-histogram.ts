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
  readonly #any: Statement;
  readonly #packed: Statement;
  readonly #rows: BulkRows;
  readonly #removeEmpty: Statement;
  /** Rows that may have a count of zero once they are written. */
  #lessened: { readonly scope: Scope; readonly shift: number; readonly bucket: number }[] = [];

  constructor(db: Db, shape: HistogramShape) {
    const key = [...shape.scope.map(({ name }) => name), 'shift', 'bucket'];
    const where = key.map((name) => `${name} = ?`).join(' AND ');
    this.#depth = shape.scope.length;
    const ofScope = shape.scope.map(({ name }) => `${name} = ?`).join(' AND ');
    this.#any = db.prepare(`SELECT 1 FROM ${shape.name} WHERE ${ofScope} LIMIT 1`);
    this.#packed = db.prepare(`SELECT packed FROM ${shape.name} WHERE ${where}`).pluck();
    this.#rows = new BulkRows(
      db,
      `INSERT INTO ${shape.name} (${key.join(', ')}, count, packed)`,
      key.length + 2,
      `ON CONFLICT (${key.join(', ')}) DO UPDATE SET count = count + excluded.count, packed = excluded.packed`,
    );
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
    for (const { scope, shift, bucket } of this.#lessened) this.#removeEmpty.run(...scope, shift, bucket);
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
    const isEmpty = this.#any.get(...scope) === undefined;
    const coarse = SHIFTS.slice(0, -1).map((shift) => ({ shift, more: new Map<number, number>() }));
    for (let at = 0; at < values.length; ) {
      const bucket = Math.floor(values[at]! / WIDTH);
      const offsets: number[] = [];
      const more: number[] = [];
      let added = 0;
      for (const end = (bucket + 1) * WIDTH; at < values.length && values[at]! < end; at++) {
        const times = changes.get(values[at]!)!;
        offsets.push(values[at]! - bucket * WIDTH);
        more.push(times);
        added += times;
      }
      const packed = isEmpty
        ? undefined
        : (this.#packed.get(...scope, LEAF, bucket) as Uint8Array | undefined);
      this.#put(scope, LEAF, bucket, added, repacked(packed ?? NOTHING, offsets, more));
      if (added === 0) continue;
      for (const level of coarse) {
        const above = Math.floor(bucket / 2 ** (level.shift - LEAF));
        level.more.set(above, (level.more.get(above) ?? 0) + added);
      }
    }
    for (const { shift, more } of coarse) {
      for (const [bucket, added] of more) if (added !== 0) this.#put(scope, shift, bucket, added, null);
    }
  }

  #put(scope: Scope, shift: number, bucket: number, more: number, packed: Uint8Array | null): void {
    for (const part of scope) this.#rows.put(part);
    this.#rows.put(shift).put(bucket).put(more).put(packed);
    if (more < 0) this.#lessened.push({ scope, shift, bucket });
  }
}

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
