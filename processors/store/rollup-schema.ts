/**
 * The tables of a roll-up, made from its description: its own, and one for the members of each distinct measure. The upsert
 * applies the same commutative merge as the fold, so cells may be written in any order and in any number of commits.
 */
import type { Topic } from '../../schemas/index.js';
import { DAY, type Rollup } from '../rollups/rollup.js';
import { BulkRows } from './bulk-rows.js';
import type { WindowRows } from './ended-windows.js';
import { memberDdl, memberWindows } from './member-shape.js';
import type { Db } from './open.js';
import { columnsOf, keyDefinition } from './rollup-columns.js';

/** `CREATE` statements of a roll-up. */
export function rollupDdl<T extends Topic>(rollup: Rollup<T>): string[] {
  const { name, key, measures, alsoBy } = rollup;
  const keys = key.map(keyDefinition);
  const names = keyNames(rollup).join(', ');
  const columns = columnsOf(rollup).map((column) => column.definition);
  const tables = [
    table(name, [...keys, ...columns], names),
    ...measures.flatMap((measure) => (measure.kind === 'distinct' ? memberDdl(rollup, measure) : [])),
    ...hoursDdl(rollup),
  ];
  if (alsoBy === undefined) return tables;
  const [first] = alsoBy[0].split(' ');
  return [...tables, `CREATE INDEX ${name}_by_${first} ON ${name} (${alsoBy.join(', ')})`];
}

/** Of the table with the hours, where there is one. */
export function hoursDdl<T extends Topic>(rollup: Rollup<T>): string[] {
  const { findsBy } = rollup;
  if (findsBy === undefined) return [];
  const columns = ['day INTEGER NOT NULL', `${findsBy} TEXT NOT NULL`, 'hours INTEGER NOT NULL'];
  return [table(hoursTable(rollup), columns, `day, ${findsBy}`)];
}

/** Where it is kept in which hours each text has rows (`hour-marks.ts`). */
export function hoursTable<T extends Topic>({ name }: Rollup<T>): string {
  return `${name}_hours`;
}

/** What a row of it is of: a day, or a longer window, which has whole days. A day has whole windows. In ms. */
export function periodMs(windowMs: number): number {
  return Math.max(DAY, windowMs);
}

/** Merges rows into the table: the key, then the columns of the measures. */
export function mergingRows<T extends Topic>(db: Db, rollup: Rollup<T>): BulkRows {
  const keys = keyNames(rollup);
  const columns = columnsOf(rollup);
  const names = [...keys, ...columns.map((column) => column.name)];
  const merges = columns.map((column) => `${column.name} = ${column.merge}`);
  return new BulkRows(
    db,
    `INSERT INTO ${rollup.name} (${names.join(', ')})`,
    names.length,
    `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${merges.join(', ')}`,
  );
}

/** The rows of a roll-up that belong to windows: none of one that keeps all. Its own table is the first. */
export function windowRows<T extends Topic>(rollup: Rollup<T>): WindowRows[] {
  const windowMs = windowSize(rollup);
  if (windowMs === undefined || rollup.dropsWindows === undefined) return [];
  const [start, ...others] = keyNames(rollup);
  const { findsBy } = rollup;
  const hours: WindowRows[] =
    findsBy === undefined
      ? []
      : [{ table: hoursTable(rollup), key: ['day', findsBy], windowMs: periodMs(windowMs) }];
  return [
    { table: rollup.name, key: [start!, ...others], windowMs },
    ...rollup.measures.flatMap((measure) =>
      measure.kind === 'distinct' ? memberWindows(rollup, measure) : [],
    ),
    ...hours,
  ];
}

/** Of the window with which the key begins, in ms; undefined where it begins with a text. */
export function windowSize<T extends Topic>({ key: [first] }: Pick<Rollup<T>, 'key'>): number | undefined {
  return first !== undefined && 'window' in first ? first.window : undefined;
}

function keyNames<T extends Topic>(rollup: Rollup<T>): string[] {
  return rollup.key.map((column) => column.name);
}

function table(name: string, columns: string[], key: string): string {
  return `CREATE TABLE ${name} (${columns.join(', ')}, PRIMARY KEY (${key})) STRICT, WITHOUT ROWID`;
}
