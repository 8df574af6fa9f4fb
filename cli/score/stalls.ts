/** Stalled visits and walls: who gave up, and where, beside what the figures call so. */
import type { GroundTruth } from '../../generator/index.js';
import type { Settings } from '../../settings/settings.js';
import { BY_CHANCE } from './causes.js';
import { countBy, rates, type ScoreRow } from './score-row.js';

export interface VisitRow {
  readonly player_id: string;
  readonly level_id: string;
}

/** Of `stats levels`. */
export interface LevelRow {
  readonly level_id: string;
  readonly players: number;
  readonly stall_rate: number;
}

/** Visits of players who had enough of a level and left it, by player and level. */
export function scoreStalls(truth: GroundTruth, stalled: readonly VisitRow[]): ScoreRow {
  const planted = new Set(truth.stalled_visits.map(visitKey));
  const unfinished = new Set(truth.unfinished_visits.map(visitKey));
  const flagged = new Set(stalled.map(visitKey));
  const right = [...flagged].filter((visit) => planted.has(visit)).length;
  const wrong = [...flagged].filter((visit) => !planted.has(visit));
  return {
    ...rates('stalled', planted.size, right, flagged.size, right),
    ...untimed,
    false_causes: countBy(wrong.map((visit) => (unfinished.has(visit) ? 'still_trying' : BY_CHANCE))),
  };
}

/** Levels whose stall rate would be told of (`notify.stall_rate`, `notify.stall_players`), beside those built as walls. */
export function scoreWalls(truth: GroundTruth, levels: readonly LevelRow[], { notify }: Settings): ScoreRow {
  const walls = new Set(truth.levels.filter(({ is_wall }) => is_wall).map(({ level_id }) => level_id));
  const flagged = levels
    .filter(({ players, stall_rate }) => players >= notify.stall_players && stall_rate >= notify.stall_rate)
    .map(({ level_id }) => level_id);
  const right = flagged.filter((level) => walls.has(level)).length;
  return {
    ...rates('wall', walls.size, right, flagged.length, right),
    ...untimed,
    false_causes: countBy(flagged.filter((level) => !walls.has(level)).map(() => 'hard_level')),
  };
}

/** These findings have no moment of their own. */
const untimed = {
  false_per_10000_purchases: null,
  median_seconds: null,
  p95_seconds: null,
  withdrawn: null,
  variants: {},
} as const;

function visitKey({ player_id, level_id }: VisitRow): string {
  return `${player_id}\n${level_id}`;
}
