/**
 * Rows of combat of one player. The table is in the order of windows; in which hours of a day the player fought stands
 * beside it (`processors/store/hour-marks.ts`), so that few windows are looked into.
 */
import { DAY, HOUR, MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { periodMs } from '../rollup-schema.js';
import { windowsInForce } from '../schema.js';
import type { StoredRow } from './combat.js';
import type { Selection } from './selection.js';

/** Windows that are looked into at a time. */
const AT_A_TIME = 128;

/** Those of the windows that begin in `[from, to)`, in the order asked for. */
export function fightsOf(
  db: Db,
  player: string,
  span: readonly [from: number, to: number],
  { reverse = false, limit = Number.POSITIVE_INFINITY }: Pick<Selection, 'reverse' | 'limit'>,
): StoredRow[] {
  const ofWindows = db.prepare(
    `SELECT window_start, playerid, kill_count, death_count FROM combat
     WHERE window_start IN (${new Array(AT_A_TIME).fill('?').join(', ')}) AND playerid = ?
     ORDER BY window_start ${reverse ? 'DESC' : ''}`,
  );
  const rows: StoredRow[] = [];
  for (const windows of someAtATime(windowsOf(db, player, span, reverse))) {
    for (const row of ofWindows.all(...windows, player) as StoredRow[]) rows.push(row);
    if (rows.length >= limit) break;
  }
  return rows.slice(0, limit);
}

/** Always as many: the last ones are filled up with null. */
function* someAtATime(windows: Iterable<number>): Generator<(number | null)[]> {
  let some: (number | null)[] = [];
  for (const window of windows) {
    if (some.push(window) < AT_A_TIME) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield [...some, ...new Array<null>(AT_A_TIME - some.length).fill(null)];
}

/** Starts of the windows in which the player may have a row. */
function* windowsOf(
  db: Db,
  player: string,
  [from, to]: readonly [from: number, to: number],
  reverse: boolean,
): Generator<number> {
  const size = windowsInForce(db).combat * MINUTE;
  for (const [day, hours] of hoursOf(db, player, [from - periodMs(size) + 1, to], reverse)) {
    const windows = startsIn(day, hours, size).filter((start) => start >= from && start < to);
    yield* reverse ? windows.reverse() : windows;
  }
}

/** Ascending. */
function startsIn(day: number, hours: number, size: number): number[] {
  const starts: number[] = [];
  const isMarked = (start: number) => ((hours >> ((start % DAY) / HOUR)) & 1) === 1;
  for (let start = day; start < day + DAY; start += size) if (isMarked(start)) starts.push(start);
  return starts;
}

/** From one day that anybody has to the next: a day costs a look or two, however many players it has. */
function hoursOf(
  db: Db,
  player: string,
  [from, to]: readonly [from: number, to: number],
  reverse: boolean,
): [day: number, hours: number][] {
  const [first, next, isWithin, start] = reverse
    ? [
        'max(day) FROM combat_hours WHERE day < ?',
        'max(day) FROM combat_hours WHERE day < days.day',
        '>=',
        to,
      ]
    : [
        'min(day) FROM combat_hours WHERE day >= ?',
        'min(day) FROM combat_hours WHERE day > days.day',
        '<',
        from,
      ];
  return db
    .prepare(
      `WITH RECURSIVE days (day) AS (
         SELECT ${first} UNION ALL SELECT (SELECT ${next}) FROM days WHERE day ${isWithin} ?
       )
       SELECT h.day, h.hours FROM days CROSS JOIN combat_hours h ON h.day = days.day AND h.playerid = ?
       WHERE h.day >= ? AND h.day < ?`,
    )
    .raw()
    .all(start, reverse ? from : to, player, from, to) as [number, number][];
}
