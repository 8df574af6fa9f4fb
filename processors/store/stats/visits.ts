/** Visits with their played time: what levels and maps are both read off. */
import type { Db } from '../open.js';
import { watermark } from './watermark.js';

/** A player who has played this long in a level without completing it is stalled, in ms. */
const STALLED_AFTER = 600_000;

/** A player who has not been seen in an uncompleted level for this long (before W) is disengaged, in ms. */
const DISENGAGED_AFTER = 1_800_000;

export interface Visit {
  readonly level_id: string;
  /** Map of the visit's last event. */
  readonly map_id: string;
  readonly moves: number;
  readonly interactions: number;
  readonly level_completes: number;
  readonly completed: boolean;
  readonly stalled: boolean;
  readonly disengaged: boolean;
  /** Played until the completion, ms; meaningless unless completed. */
  readonly playedToCompletion: number;
}

interface Row {
  level_id: string;
  map_id: string;
  last_at: number;
  completed_at: number | null;
  moves: number;
  interactions: number;
  level_completes: number;
  played: number;
  played_to_completion: number | null;
}

const QUERY = `
  SELECT v.level_id, v.map_id, v.last_at, v.completed_at, v.moves, v.interactions, v.level_completes,
    sum(s.last_at - s.first_at) AS played,
    sum(max(0, min(s.last_at, v.completed_at) - s.first_at)) AS played_to_completion
  FROM visits v JOIN spells s ON s.player_id = v.player_id AND s.level_id = v.level_id
  GROUP BY v.player_id, v.level_id`;

export function* readVisits(db: Db): Generator<Visit> {
  const w = watermark(db, 'player-events');
  for (const row of db.prepare(QUERY).iterate() as IterableIterator<Row>) {
    const completed = row.completed_at !== null;
    yield {
      level_id: row.level_id,
      map_id: row.map_id,
      moves: row.moves,
      interactions: row.interactions,
      level_completes: row.level_completes,
      completed,
      stalled: !completed && row.played >= STALLED_AFTER,
      disengaged: !completed && w - row.last_at >= DISENGAGED_AFTER,
      playedToCompletion: row.played_to_completion ?? 0,
    };
  }
}
