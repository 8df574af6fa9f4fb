/** `stats maps`: the same levels by map, with the players who are stuck or gone there. */
import type { Db } from '../open.js';
import type { Selection } from './selection.js';

export interface MapRow {
  level_id: string;
  map_id: string;
  players: number;
  events: number;
  stalled_here: number;
  disengaged_here: number;
}

export function mapRows(db: Db, { level, limit }: Selection = {}): MapRow[] {
  return db
    .prepare(
      `SELECT level_id, map_id, players, events, stalled_here, disengaged_here FROM level_maps
       WHERE @level IS NULL OR level_id = @level ORDER BY level_id, map_id LIMIT @limit`,
    )
    .all({ level: level ?? null, limit: limit ?? -1 }) as MapRow[];
}
