/** What of a figure by window is shown: rows whose window is past may still be there, and have been dropped all the same. */
import type { Topic } from '../../../schemas/index.js';
import { firstKept } from '../ended-windows.js';
import { readHorizons } from '../horizons.js';
import type { Db } from '../open.js';
import { type Selection, timesOf } from './selection.js';

/** Start of the first window of a topic that is kept, ms since 1970. */
export function keptFrom(db: Db, topic: Topic, windowMs: number): number {
  return Math.max(0, firstKept(readHorizons(db).get(topic) ?? 0, windowMs));
}

/** As `timesOf`, for starts of windows of one size. */
export function keptTimesOf(
  db: Db,
  topic: Topic,
  windowMs: number,
  selection: Selection,
): [from: number, to: number] {
  const [from, to] = timesOf(selection);
  return [Math.max(from, keptFrom(db, topic, windowMs)), to];
}
