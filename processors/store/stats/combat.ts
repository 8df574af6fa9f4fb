/** `stats combat`: kills and deaths by player and window. */
import { MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { windowsInForce } from '../schema.js';
import { iso } from './iso.js';
import { keptTimesOf } from './kept.js';
import { limitOf, type Selection } from './selection.js';

export interface CombatRow {
  player_id: string;
  window_start: string;
  window_end: string;
  kill_count: number;
  death_count: number;
  /** Null when there were no deaths. */
  kill_ratio: number | null;
}

const ROWS = 'SELECT window_start, playerid, kill_count, death_count FROM combat';
const WITHIN = 'window_start >= ? AND window_start < ?';

export function combatRows(db: Db, selection: Selection = {}): CombatRow[] {
  const size = windowsInForce(db).combat * MINUTE;
  const { player } = selection;
  const parameters = [...keptTimesOf(db, 'combat-events', size, selection), limitOf(selection)];
  const rows = (
    player === undefined
      ? db.prepare(`${ROWS} WHERE ${WITHIN} ORDER BY window_start, playerid LIMIT ?`).all(parameters)
      : db
          .prepare(`${ROWS} WHERE playerid = ? AND ${WITHIN} ORDER BY window_start LIMIT ?`)
          .all(player, parameters)
  ) as StoredRow[];
  return rows.map(({ playerid, window_start, kill_count, death_count }) => ({
    player_id: playerid,
    window_start: iso(window_start),
    window_end: iso(window_start + size),
    kill_count,
    death_count,
    kill_ratio: death_count === 0 ? null : kill_count / death_count,
  }));
}

interface StoredRow {
  window_start: number;
  playerid: string;
  kill_count: number;
  death_count: number;
}
