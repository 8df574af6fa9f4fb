/**
 * The table with the members of a distinct measure. A member has one row for many cells, with a mark (a bit) for each: for
 * 30 windows in a row, or for 30 values of a text of the key, which are numbered as they come. Who plays for an hour is a
 * member of many windows, and who buys buys many items.
 */
import type { Topic } from '../../schemas/index.js';
import type { DistinctMeasure, Rollup } from '../rollups/rollup.js';
import type { WindowRows } from './ended-windows.js';
import { keyDefinition } from './rollup-columns.js';

/** Marks of a row: as many as are a positive number of 32 bits, and a round one. */
export const MARKS = 30;

export interface MemberShape {
  readonly table: string;
  /** The key of the roll-up with another column in one place, and `member`. Beside it there are the `marks`. */
  readonly key: readonly [first: string, ...others: string[]];
  /** Which part of the key the marks are along. */
  readonly axis: number;
  /** Of the window with which its rows begin, in ms; undefined where they begin with something else. */
  readonly windowMs: number | undefined;
  /** Where the values of a text are numbered; undefined where the marks are along windows. */
  readonly numbers: { readonly table: string; readonly column: string } | undefined;
}

/** @param measure of a roll-up whose key has a window, or that says of which text of it members are packed */
export function memberShape<T extends Topic>(
  { name, key }: Pick<Rollup<T>, 'name' | 'key'>,
  measure: DistinctMeasure<T>,
): MemberShape {
  const axis = key.findIndex((column) =>
    measure.packedBy === undefined ? 'window' in column : column.name === measure.packedBy,
  );
  const along = key[axis];
  if (along === undefined) throw new RangeError(`members of ${name} have neither windows nor packedBy`);
  const table = `${name}_${measure.name}`;
  const isWindow = 'window' in along;
  const block = isWindow ? 'span_start' : `${along.name}_block`;
  const [first, ...others] = key.map(({ name }, part) => (part === axis ? block : name));
  const [start] = key;
  return {
    table,
    key: [first!, ...others, 'member'],
    axis,
    windowMs: 'window' in start! ? start.window * (axis === 0 ? MARKS : 1) : undefined,
    numbers: isWindow ? undefined : { table: `${table}_numbers`, column: along.name },
  };
}

export function memberDdl<T extends Topic>(rollup: Rollup<T>, measure: DistinctMeasure<T>): string[] {
  const { table, key, axis, numbers } = memberShape(rollup, measure);
  const columns = rollup.key.map((column, part) =>
    part === axis ? `${key[part]} INTEGER NOT NULL` : keyDefinition(column),
  );
  columns.push('member TEXT NOT NULL', 'marks INTEGER NOT NULL', `PRIMARY KEY (${key.join(', ')})`);
  const ddl = [`CREATE TABLE ${table} (${columns.join(', ')}) STRICT, WITHOUT ROWID`];
  if (numbers === undefined) return ddl;
  const { table: ofNumbers, column } = numbers;
  return [
    ...ddl,
    `CREATE TABLE ${ofNumbers} (${column} TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID`,
  ];
}

/** Those that go with the windows of the roll-up. */
export function memberWindows<T extends Topic>(rollup: Rollup<T>, measure: DistinctMeasure<T>): WindowRows[] {
  const { table, key, windowMs } = memberShape(rollup, measure);
  return windowMs === undefined ? [] : [{ table, key, windowMs }];
}
