/** `stats levels`: one row per level, the worst wall first. */
import { compareUtf8 } from '../../rollups/text-order.js';
import type { Db } from '../open.js';
import { visitsQuery } from './visits.js';

export interface LevelRow {
  level_id: string;
  players: number;
  completed: number;
  completion_rate: number;
  stalled: number;
  stall_rate: number;
  disengaged: number;
  median_seconds_to_complete: number | null;
  p95_seconds_to_complete: number | null;
  moves: number;
  interactions: number;
  level_completes: number;
}

export function levelRows(db: Db): LevelRow[] {
  const { sql, parameters } = visitsQuery(db);
  const counts = db
    .prepare(
      `SELECT level_id, count(*) AS players, sum(completed) AS completed, sum(stalled) AS stalled,
         sum(disengaged) AS disengaged, sum(moves) AS moves, sum(interactions) AS interactions,
         sum(level_completes) AS level_completes
       FROM (${sql}) GROUP BY level_id`,
    )
    .all(parameters) as Counts[];
  const times = db
    .prepare(
      `SELECT level_id, played_to_completion FROM (${sql}) WHERE completed ORDER BY played_to_completion`,
    )
    .raw()
    .all(parameters) as [string, number][];
  const sorted = new Map(counts.map(({ level_id }) => [level_id, [] as number[]]));
  for (const [level, time] of times) sorted.get(level)!.push(time);
  return counts.map((row) => levelRow(row, sorted.get(row.level_id)!)).sort(byStallRate);
}

type Counts = Omit<
  LevelRow,
  'completion_rate' | 'stall_rate' | 'median_seconds_to_complete' | 'p95_seconds_to_complete'
>;

/** @param times played up to the completion by those who completed, ms, ascending */
function levelRow(counts: Counts, times: readonly number[]): LevelRow {
  const { level_id, players, completed, stalled, disengaged, moves, interactions, level_completes } = counts;
  return {
    level_id,
    players,
    completed,
    completion_rate: completed / players,
    stalled,
    stall_rate: stalled / players,
    disengaged,
    median_seconds_to_complete: nearestRankSeconds(times, 50),
    p95_seconds_to_complete: nearestRankSeconds(times, 95),
    moves,
    interactions,
    level_completes,
  };
}

/** Value number ⌈p·n/100⌉ of the sorted times, in seconds. */
function nearestRankSeconds(sorted: readonly number[], percent: number): number | null {
  const value = sorted[Math.ceil((percent * sorted.length) / 100) - 1];
  return value === undefined ? null : value / 1000;
}

function byStallRate(a: LevelRow, b: LevelRow): number {
  return b.stall_rate - a.stall_rate || compareUtf8(a.level_id, b.level_id);
}
