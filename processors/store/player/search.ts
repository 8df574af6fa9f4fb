/** Players by how their ids begin. */
import { compareUtf8 } from '../../rollups/text-order.js';
import type { Db } from '../open.js';

/** Who only fought or paid is looked for on so many days, the last ones. */
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
    ...idsOfDays(db, 'combat_hours', 'playerid', prefix, limit),
    ...idsOfDays(db, 'audience_sales_payers', 'member', prefix, limit),
  ]);
  return [...found].sort(compareUtf8).slice(0, limit);
}

function idsFrom(db: Db, sql: string, prefix: string, limit: number): string[] {
  const ids = db.prepare(sql).pluck().all(prefix, limit) as string[];
  return ids.filter((id) => id.startsWith(prefix));
}

/** Who is known of days alone: from one day that anybody has to the next, of each the first. */
function idsOfDays(db: Db, table: string, column: string, prefix: string, limit: number): string[] {
  const days = db
    .prepare(
      `WITH RECURSIVE days (day) AS (
         SELECT max(day) FROM ${table}
         UNION ALL SELECT (SELECT max(day) FROM ${table} WHERE day < days.day) FROM days WHERE day IS NOT NULL
       )
       SELECT day FROM days WHERE day IS NOT NULL LIMIT ${DAYS_SEARCHED}`,
    )
    .pluck()
    .all() as number[];
  const ofDay = db
    .prepare(`SELECT ${column} FROM ${table} WHERE day = ? AND ${column} >= ? ORDER BY ${column} LIMIT ?`)
    .pluck();
  return days.flatMap((day) =>
    (ofDay.all(day, prefix, limit) as string[]).filter((id) => id.startsWith(prefix)),
  );
}
