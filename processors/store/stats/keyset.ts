/**
 * A page of a figure, in SQL: the rows after a place in its order, found by the index that has this order. So a page
 * costs what its rows cost, however far it is from the first, and rows that come or go meanwhile move no other.
 */
import { compareUtf8 } from '../../rollups/text-order.js';
import type { Cursor, Selection } from './selection.js';

export interface Keyset {
  /** For WHERE. */
  readonly where: string;
  readonly values: readonly (string | number)[];
  /** For ORDER BY. */
  readonly order: string;
}

export interface KeysetOptions {
  /** `[from, to)` of the first column. */
  readonly times?: readonly [from: number, to: number];
  /** What columns must be equal to; undefined asks nothing. */
  readonly equal?: Readonly<Record<string, string | undefined>>;
}

/** @param columns by which the figure is ordered, all of them ascending */
export function keyset(
  columns: readonly [string, ...string[]],
  selection: Selection,
  { times, equal = {} }: KeysetOptions = {},
): Keyset {
  const { reverse = false } = selection;
  const after = times === undefined ? selection.after : cursorWithin(times, selection);
  const terms: string[] = [];
  const values: (string | number)[] = [];
  const ask = (term: string, ...its: readonly (string | number)[]) => {
    terms.push(term);
    values.push(...its);
  };
  for (const [column, value] of Object.entries(equal)) if (value !== undefined) ask(`${column} = ?`, value);
  if (times !== undefined) {
    // Never two bounds at one end: SQLite might search by the first column alone, which in a busy window is not enough.
    if (after === undefined || reverse) ask(`${columns[0]} >= ?`, times[0]);
    if (after === undefined || !reverse) ask(`${columns[0]} < ?`, times[1]);
  }
  const place = after === undefined ? undefined : placeAmong(columns, after, reverse, equal);
  if (place === 'beyond') ask('FALSE');
  else if (place !== undefined) {
    const places = place.cursor.map(() => '?').join(', ');
    ask(`(${place.columns.join(', ')}) ${reverse ? '<' : '>'} (${places})`, ...place.cursor);
  }
  return {
    where: terms.length === 0 ? 'TRUE' : terms.join(' AND '),
    values,
    order: columns.map((column) => (reverse ? `${column} DESC` : column)).join(', '),
  };
}

/**
 * A place among the rows that all have the same in the first columns, which SQLite would otherwise go through one by one:
 * the columns that are left, with what the cursor has in them. Undefined: all rows come after it. `beyond`: none does.
 */
function placeAmong(
  columns: readonly string[],
  cursor: Cursor,
  reverse: boolean,
  equal: NonNullable<KeysetOptions['equal']>,
): { columns: readonly string[]; cursor: Cursor } | 'beyond' | undefined {
  const [column, ...others] = columns;
  if (column === undefined) return 'beyond';
  const given = equal[column];
  if (given === undefined) return { columns, cursor };
  const side = compareUtf8(given, cursor[0] as string);
  if (side !== 0) return side > 0 === reverse ? 'beyond' : undefined;
  return placeAmong(others, cursor.slice(1), reverse, equal);
}

/** The cursor, where it and not an end of the span is what the page begins after. */
function cursorWithin(
  [from, to]: readonly [from: number, to: number],
  { after, reverse = false }: Selection,
): Selection['after'] {
  const time = after?.[0] as number | undefined;
  return time === undefined || (reverse ? time >= to : time < from) ? undefined : after;
}

/** What of a span comes after a time, in the order asked for. */
export function spanAfter(
  [from, to]: readonly [from: number, to: number],
  time: number | undefined,
  { reverse = false }: Selection,
): [from: number, to: number] {
  if (time === undefined) return [from, to];
  return reverse ? [from, Math.min(to, time)] : [Math.max(from, time + 1), to];
}

/** Of a figure by time and text: the last time for which the row of this text does not lie after the cursor. */
export function timeBefore(text: string, { after, reverse = false }: Selection): number | undefined {
  if (after === undefined) return undefined;
  const [time, itsText] = after as [number, string];
  const beyond = compareUtf8(text, itsText);
  if (reverse) return beyond < 0 ? time + 1 : time;
  return beyond > 0 ? time - 1 : time;
}

/**
 * The same of rows that are in memory, in the figure's order.
 * @param beyond how a row lies to a cursor in that order: less than 0 before it, 0 at it, more than 0 after it
 */
export function pageOf<Row>(
  rows: readonly Row[],
  { after, reverse = false, limit }: Selection,
  beyond: (row: Row, cursor: NonNullable<Selection['after']>) => number,
): Row[] {
  const ordered = reverse ? rows.toReversed() : rows;
  const isAfter = (row: Row) =>
    after === undefined || (reverse ? beyond(row, after) < 0 : beyond(row, after) > 0);
  return ordered.filter(isAfter).slice(0, limit);
}
