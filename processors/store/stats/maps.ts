/** `stats maps`: the same levels by map, with the players who are stuck or gone there. */
import type { Db } from '../open.js';
import { keyset } from './keyset.js';
import { limitOf, type Selection } from './selection.js';

export interface MapRow {
  level_id: string;
  map_id: string;
  players: number;
  events: number;
  stalled_here: number;
  disengaged_here: number;
}

export function mapRows(db: Db, selection: Selection = {}): MapRow[] {
  const { where, values, order } = keyset(['level_id', 'map_id'], selection, {
    equal: { level_id: selection.level },
  });
  return db
    .prepare(
      `SELECT level_id, map_id, players, events, stalled_here, disengaged_here FROM level_maps
       WHERE ${where} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, limitOf(selection)) as MapRow[];
}
