/** `stats engagement`: players and events by window. */
import { MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { windowsInForce } from '../schema.js';
import { iso } from './iso.js';
import { keptTimesOf } from './kept.js';
import { keyset } from './keyset.js';
import { limitOf, type Selection } from './selection.js';

export interface EngagementRow {
  window_start: string;
  active_players: number;
  events: number;
}

export function engagementRows(db: Db, selection: Selection = {}): EngagementRow[] {
  const size = windowsInForce(db).engagement * MINUTE;
  const { where, values, order } = keyset(['window_start'], selection, {
    times: keptTimesOf(db, 'player-events', size, selection),
  });
  const rows = db
    .prepare(
      `SELECT window_start, active_players, events FROM engagement WHERE ${where} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, limitOf(selection)) as StoredRow[];
  return rows.map((row) => ({ ...row, window_start: iso(row.window_start) }));
}

interface StoredRow {
  window_start: number;
  active_players: number;
  events: number;
}
