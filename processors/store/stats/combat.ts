/** `stats combat`: kills and deaths by player and window. */
import { MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { windowsInForce } from '../schema.js';
import { iso } from './iso.js';
import { keptTimesOf } from './kept.js';
import { keyset } from './keyset.js';
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

export function combatRows(db: Db, selection: Selection = {}): CombatRow[] {
  const size = windowsInForce(db).combat * MINUTE;
  const { where, values, order } = keyset(['window_start', 'playerid'], selection, {
    times: keptTimesOf(db, 'combat-events', size, selection),
    equal: { playerid: selection.player },
  });
  const rows = db
    .prepare(
      `SELECT window_start, playerid, kill_count, death_count FROM combat
       WHERE ${where} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, limitOf(selection)) as StoredRow[];
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
