/** Visits with their played time: what levels and maps are both read off. */
import type { Db } from '../open.js';
import { watermark } from '../watermark.js';

/** A player who has played this long in a level without completing it is stalled, in ms. */
const STALLED_AFTER = 600_000;

/** A player who has not been seen in an uncompleted level for this long (before W) is disengaged, in ms. */
const DISENGAGED_AFTER = 1_800_000;

/**
 * A query of all visits, as a subquery for the figures: level_id, map_id, moves, interactions, level_completes, and the
 * flags completed, stalled and disengaged (0 or 1); played_to_completion in ms, null unless completed.
 */
export function visitsQuery(db: Db): { sql: string; parameters: Record<string, number> } {
  const w = watermark(db, 'player-events');
  return {
    sql: QUERY,
    parameters: { stalledAfter: STALLED_AFTER, gone: w - DISENGAGED_AFTER },
  };
}

const QUERY = `
  SELECT level_id, map_id, moves, interactions, level_completes, played_to_completion,
    completed_at IS NOT NULL AS completed,
    completed_at IS NULL AND played >= @stalledAfter AS stalled,
    completed_at IS NULL AND last_at <= @gone AS disengaged
  FROM (
    SELECT v.*, sum(s.last_at - s.first_at) AS played,
      sum(max(0, min(s.last_at, v.completed_at) - s.first_at)) AS played_to_completion
    FROM visits v JOIN spells s ON s.player_id = v.player_id AND s.level_id = v.level_id
    GROUP BY v.player_id, v.level_id
  )`;
