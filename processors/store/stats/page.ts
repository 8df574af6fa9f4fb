/** A page of a figure, and where the next one begins. */
import type { Db } from '../open.js';
import { cursorOf } from './cursor.js';
import { STATS, type What } from './index.js';
import type { Selection } from './selection.js';

export interface Page {
  readonly rows: readonly object[];
  /** `after` of the next page; null when this is the last one. */
  readonly next: string | null;
}

/** @param selection with a limit; without one the page is all the rows */
export function readPage(db: Db, what: What, selection: Selection): Page {
  const { limit } = selection;
  if (limit === undefined) return { rows: STATS[what](db, selection), next: null };
  const rows: readonly object[] = STATS[what](db, { ...selection, limit: limit + 1 });
  if (rows.length <= limit) return { rows, next: null };
  const page = rows.slice(0, limit);
  return { rows: page, next: cursorOf(what, page.at(-1)!) };
}
