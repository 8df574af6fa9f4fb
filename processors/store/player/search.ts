/** Players by how their ids begin. */
import { compareUtf8 } from '../../rollups/text-order.js';
import type { Db } from '../open.js';

/** Who only paid is looked for on so many days, the last ones. */
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
    ...fighters(db, prefix, limit),
    ...payers(db, prefix, limit),
  ]);
  return [...found].sort(compareUtf8).slice(0, limit);
}

function idsFrom(db: Db, sql: string, prefix: string, limit: number): string[] {
  const ids = db.prepare(sql).pluck().all(prefix, limit) as string[];
  return ids.filter((id) => id.startsWith(prefix));
}

/** A row a player and window: from one player the index is searched for the next. */
function fighters(db: Db, prefix: string, limit: number): string[] {
  const first = db
    .prepare('SELECT playerid FROM combat WHERE playerid >= ? ORDER BY playerid LIMIT 1')
    .pluck();
  const next = db.prepare('SELECT playerid FROM combat WHERE playerid > ? ORDER BY playerid LIMIT 1').pluck();
  const found: string[] = [];
  let id = first.get(prefix) as string | undefined;
  for (; id?.startsWith(prefix) && found.length < limit; id = next.get(id) as string | undefined)
    found.push(id);
  return found;
}

/** By day: of each the first. */
function payers(db: Db, prefix: string, limit: number): string[] {
  const days = db
    .prepare(`SELECT day FROM audience_sales ORDER BY day DESC LIMIT ${DAYS_SEARCHED}`)
    .pluck()
    .all() as number[];
  const ofDay = db
    .prepare('SELECT member FROM audience_sales_payers WHERE day = ? AND member >= ? ORDER BY member LIMIT ?')
    .pluck();
  return days.flatMap((day) =>
    (ofDay.all(day, prefix, limit) as string[]).filter((id) => id.startsWith(prefix)),
  );
}
