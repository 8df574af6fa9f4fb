/** A player's levels and sessions. */
import { limitsAt } from '../../views/levels/level-tally.js';
import type { Db } from '../open.js';
import { settingsInForce } from '../schema.js';
import { iso, isoOrNull } from '../stats/iso.js';
import { watermark } from '../watermark.js';
import { MOST_LOOKED_AT, type Some, someOf } from './some.js';

export interface StoryVisit {
  level_id: string;
  /** Map of the last event. */
  map_id: string;
  first_at: string;
  last_at: string;
  played_seconds: number;
  completed_at: string | null;
  /** Seconds played until then; null when not completed. */
  seconds_to_complete: number | null;
  stalled: boolean;
  disengaged: boolean;
  moves: number;
  interactions: number;
  level_completes: number;
}

interface VisitRow {
  level_id: string;
  map_id: string;
  first_at: number;
  last_at: number;
  played: number;
  completed_at: number | null;
  played_to_completion: number | null;
  moves: number;
  interactions: number;
  level_completes: number;
}

/** By the last event, the latest first. */
export function visitsOf(db: Db, player: string, limit: number): Some<StoryVisit> {
  const { thresholds } = settingsInForce(db);
  const { stalledAfter, goneSince } = limitsAt(thresholds, watermark(db, 'player-events'));
  const rows = db
    .prepare(
      `SELECT * FROM (SELECT * FROM visits WHERE player_id = ? LIMIT ${MOST_LOOKED_AT})
       ORDER BY last_at DESC, level_id LIMIT ?`,
    )
    .all(player, limit + 1) as VisitRow[];
  return someOf(
    rows.map((row) => ({
      level_id: row.level_id,
      map_id: row.map_id,
      first_at: iso(row.first_at),
      last_at: iso(row.last_at),
      played_seconds: row.played / 1000,
      completed_at: isoOrNull(row.completed_at),
      seconds_to_complete: row.played_to_completion === null ? null : row.played_to_completion / 1000,
      stalled: row.completed_at === null && row.played >= stalledAfter,
      disengaged: row.completed_at === null && row.last_at <= goneSince,
      moves: row.moves,
      interactions: row.interactions,
      level_completes: row.level_completes,
    })),
    limit,
  );
}

export interface StorySession {
  session_id: string;
  first_at: string;
  last_at: string;
  seconds: number;
}

/** By their beginning, the latest first. */
export function sessionsOf(db: Db, player: string, limit: number): Some<StorySession> {
  const rows = db
    .prepare(
      `SELECT session_id, first_at, last_at
       FROM (SELECT * FROM audience_sessions WHERE player_id = ? LIMIT ${MOST_LOOKED_AT})
       ORDER BY first_at DESC, session_id LIMIT ?`,
    )
    .all(player, limit + 1) as { session_id: string; first_at: number; last_at: number }[];
  return someOf(
    rows.map(({ session_id, first_at, last_at }) => ({
      session_id,
      first_at: iso(first_at),
      last_at: iso(last_at),
      seconds: (last_at - first_at) / 1000,
    })),
    limit,
  );
}

/** Of all player-events, ms since 1970; null where there are none. */
export function playedSpan(db: Db, player: string): { first: number | null; last: number | null } {
  return db
    .prepare(
      `SELECT min(first_at) AS first, max(last_at) AS last
       FROM (SELECT first_at, last_at FROM visits WHERE player_id = ? LIMIT ${MOST_LOOKED_AT})`,
    )
    .get(player) as { first: number | null; last: number | null };
}
