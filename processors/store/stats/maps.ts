/** `stats maps`: the same levels by map, with the players who are stuck or gone there. */
import type { Db } from '../open.js';
import { readVisits } from './visits.js';

export interface MapRow {
  level_id: string;
  map_id: string;
  players: number;
  events: number;
  stalled_here: number;
  disengaged_here: number;
}

export function mapRows(db: Db): MapRow[] {
  const rows = db
    .prepare(
      `SELECT level_id, map_id, players, events, 0 AS stalled_here, 0 AS disengaged_here
       FROM level_maps ORDER BY level_id, map_id`,
    )
    .all() as MapRow[];
  const byLevel = new Map<string, Map<string, MapRow>>();
  for (const row of rows) {
    const maps = byLevel.get(row.level_id) ?? new Map<string, MapRow>();
    byLevel.set(row.level_id, maps.set(row.map_id, row));
  }
  for (const visit of readVisits(db)) {
    // A visit's last map has an event of that level, so its row is there.
    const row = byLevel.get(visit.level_id)!.get(visit.map_id)!;
    if (visit.stalled) row.stalled_here++;
    if (visit.disengaged) row.disengaged_here++;
  }
  return rows;
}
