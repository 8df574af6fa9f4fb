/** `stats maps`: the same levels by map, with the players who are stuck or gone there. */
import type { Db } from '../open.js';
import { visitsQuery } from './visits.js';

export interface MapRow {
  level_id: string;
  map_id: string;
  players: number;
  events: number;
  stalled_here: number;
  disengaged_here: number;
}

export function mapRows(db: Db): MapRow[] {
  const { sql, parameters } = visitsQuery(db);
  return db
    .prepare(
      `SELECT m.level_id, m.map_id, m.players, m.events,
         coalesce(v.stalled_here, 0) AS stalled_here, coalesce(v.disengaged_here, 0) AS disengaged_here
       FROM level_maps m LEFT JOIN (
         SELECT level_id, map_id, sum(stalled) AS stalled_here, sum(disengaged) AS disengaged_here
         FROM (${sql}) GROUP BY level_id, map_id
       ) v ON v.level_id = m.level_id AND v.map_id = m.map_id
       ORDER BY m.level_id, m.map_id`,
    )
    .all(parameters) as MapRow[];
}
