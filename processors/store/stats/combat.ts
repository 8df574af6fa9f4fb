/** `stats combat`: kills and deaths by player and window. */
import { MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { windowsInForce } from '../schema.js';
import { fightsOf } from './fights.js';
import { iso } from './iso.js';
import { keptTimesOf } from './kept.js';
import { keyset, spanAfter, timeBefore } from './keyset.js';
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
  const times = keptTimesOf(db, 'combat-events', size, selection);
  const { player } = selection;
  const rows = player === undefined ? ofAll(db, times, selection) : ofPlayer(db, player, times, selection);
  return rows.map((row) => combatRow(row, size));
}

export function combatRow(
  { playerid, window_start, kill_count, death_count }: StoredRow,
  size: number,
): CombatRow {
  return {
    player_id: playerid,
    window_start: iso(window_start),
    window_end: iso(window_start + size),
    kill_count,
    death_count,
    kill_ratio: death_count === 0 ? null : kill_count / death_count,
  };
}

export interface StoredRow {
  window_start: number;
  playerid: string;
  kill_count: number;
  death_count: number;
}

type Span = [from: number, to: number];

function ofAll(db: Db, times: Span, selection: Selection): StoredRow[] {
  const { where, values, order } = keyset(['window_start', 'playerid'], selection, { times });
  return db
    .prepare(
      `SELECT window_start, playerid, kill_count, death_count FROM combat
       WHERE ${where} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, limitOf(selection)) as StoredRow[];
}

function ofPlayer(db: Db, player: string, times: Span, selection: Selection): StoredRow[] {
  const span = spanAfter(times, timeBefore(player, selection), selection);
  return fightsOf(db, player, span, selection);
}
