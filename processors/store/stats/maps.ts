/** `stats maps`: the same levels by map, with the players who are stuck or gone there. */
import type { Db } from '../open.js';
import { limitOf, type Selection } from './selection.js';

export interface MapRow {
  level_id: string;
  map_id: string;
  players: number;
  events: number;
  stalled_here: number;
  disengaged_here: number;
}

const ROWS = 'SELECT level_id, map_id, players, events, stalled_here, disengaged_here FROM level_maps';

export function mapRows(db: Db, selection: Selection = {}): MapRow[] {
  const { level } = selection;
  const rows =
    level === undefined
      ? db.prepare(`${ROWS} ORDER BY level_id, map_id LIMIT ?`).all(limitOf(selection))
      : db.prepare(`${ROWS} WHERE level_id = ? ORDER BY map_id LIMIT ?`).all(level, limitOf(selection));
  return rows as MapRow[];
}
