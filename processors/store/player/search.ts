/** Players by how their ids begin. */
import { compareUtf8 } from '../../rollups/text-order.js';
import type { Db } from '../open.js';
import { startsOf } from './starts.js';

/** Who only fought is looked for on so many days, who only paid in so many spans of days, the last ones. */
const DAYS_SEARCHED = 1000;

/** The first ids that begin with a prefix, in order: of everybody of whom something is known. */
export function findPlayers(db: Db, prefix: string, limit: number): string[] {
  const found = new Set([
    ...idsFrom(
      db,
      'SELECT player_id FROM audience_first_days WHERE player_id >= ? ORDER BY 1 LIMIT ?',
      prefix,
      limit,
    ),
    ...idsFrom(db, 'SELECT player_id FROM players WHERE player_id >= ? ORDER BY 1 LIMIT ?', prefix, limit),
    ...idsOfDays(db, ['combat_hours', 'day', 'playerid'], prefix, limit),
    ...idsOfDays(db, ['audience_sales_payers', 'span_start', 'member'], prefix, limit),
  ]);
  return [...found].sort(compareUtf8).slice(0, limit);
}

function idsFrom(db: Db, sql: string, prefix: string, limit: number): string[] {
  const ids = db.prepare(sql).pluck().all(prefix, limit) as string[];
  return ids.filter((id) => id.startsWith(prefix));
}

/** From one day, or span of days, that anybody has to the next: of each the first ids. */
function idsOfDays(
  db: Db,
  [table, day, id]: readonly [table: string, day: string, id: string],
  prefix: string,
  limit: number,
): string[] {
  const days = db
    .prepare(
      `${startsOf(table, day)} SELECT start FROM starts WHERE start IS NOT NULL LIMIT ${DAYS_SEARCHED}`,
    )
    .pluck()
    .all() as number[];
  const ofDay = db
    .prepare(`SELECT ${id} FROM ${table} WHERE ${day} = ? AND ${id} >= ? ORDER BY ${id} LIMIT ?`)
    .pluck();
  return days.flatMap((day) =>
    (ofDay.all(day, prefix, limit) as string[]).filter((id) => id.startsWith(prefix)),
  );
}
