/** `stats engagement`: players and events by 5-minute window. */
import type { Db } from '../open.js';
import { iso } from './iso.js';

export interface EngagementRow {
  window_start: string;
  active_players: number;
  events: number;
}

export function engagementRows(db: Db): EngagementRow[] {
  const rows = db
    .prepare('SELECT window_start, active_players, events FROM engagement ORDER BY window_start')
    .all() as { window_start: number; active_players: number; events: number }[];
  return rows.map((row) => ({ ...row, window_start: iso(row.window_start) }));
}
