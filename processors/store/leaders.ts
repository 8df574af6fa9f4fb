/** Who kills most per death of late: the latest windows of `stats combat`, added up by player. */
import { MINUTE } from '../rollups/rollup.js';
import type { Db } from './open.js';
import { windowsInForce } from './schema.js';
import { iso } from './stats/iso.js';
import { keptFrom } from './stats/kept.js';

export interface LeaderRow {
  player_id: string;
  kills: number;
  deaths: number;
  /** `kills` / `deaths`; null when there were no deaths. */
  kill_ratio: number | null;
  /** Start of the first window that is counted, and end of the last. */
  from: string;
  to: string;
}

/** Windows that are added up at the most: an hour of windows of five minutes. */
export const LEADER_WINDOWS = 12;

/**
 * Rows of windows that are added up at the most, so that it takes some milliseconds; always whole windows, and the
 * latest in any case, at some 20 ms for each 100,000 players in it.
 */
export const LEADER_WINDOW_ROWS = 10_000;

/**
 * The most kills per death first (who has not died is taken to have died once), then the most kills, then by id.
 * @param skip how many of the first to leave out
 */
export function leaderRows(db: Db, limit: number, skip = 0): LeaderRow[] {
  const size = windowsInForce(db).combat * MINUTE;
  const latest = db.prepare('SELECT max(window_start) FROM combat').pluck().get() as number | null;
  const kept = keptFrom(db, 'combat-events', size);
  if (latest === null || latest < kept) return [];
  const from = Math.max(kept, firstWhole(db, latest, size));
  const rows = db
    .prepare(
      `SELECT playerid, kills, deaths FROM (${from === latest ? OF_ONE_WINDOW : OF_WINDOWS})
       ORDER BY kills * 1.0 / max(deaths, 1) DESC, kills DESC, playerid LIMIT ? OFFSET ?`,
    )
    .raw()
    .all(from, limit, skip) as [string, number, number][];
  return rows.map(([player_id, kills, deaths]) => ({
    player_id,
    kills,
    deaths,
    kill_ratio: deaths === 0 ? null : kills / deaths,
    from: iso(from),
    to: iso(latest + size),
  }));
}

/** A player has one row in a window: where many fight in it, adding up would take most of the time. */
const OF_ONE_WINDOW =
  'SELECT playerid, kill_count AS kills, death_count AS deaths FROM combat WHERE window_start >= ?';

const OF_WINDOWS = `SELECT playerid, sum(kill_count) AS kills, sum(death_count) AS deaths FROM combat
  WHERE window_start >= ? GROUP BY playerid`;

/** Start of the first of the latest windows that are few enough, with few enough rows. */
function firstWhole(db: Db, latest: number, size: number): number {
  const first = latest - (LEADER_WINDOWS - 1) * size;
  const beyond = db
    .prepare(
      'SELECT window_start FROM combat WHERE window_start >= ? ORDER BY window_start DESC LIMIT 1 OFFSET ?',
    )
    .pluck()
    .get(first, LEADER_WINDOW_ROWS) as number | undefined;
  return beyond === undefined ? first : Math.min(latest, beyond + size);
}
