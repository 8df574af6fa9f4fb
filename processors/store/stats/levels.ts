/** `stats levels`: one row per level, the worst wall first. */
import { compareUtf8 } from '../../rollups/text-order.js';
import type { Db } from '../open.js';
import { readVisits, type Visit } from './visits.js';

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

/** Counts of a level, and the played times (ms) of its completed visits. */
interface Level {
  row: LevelRow;
  completionTimes: number[];
}

export function levelRows(db: Db): LevelRow[] {
  const levels = new Map<string, Level>();
  for (const visit of readVisits(db)) count(levelOf(levels, visit.level_id), visit);
  return [...levels.values()].map(finish).sort(byStallRate);
}

function levelOf(levels: Map<string, Level>, levelId: string): Level {
  let level = levels.get(levelId);
  if (level === undefined) {
    level = { row: emptyRow(levelId), completionTimes: [] };
    levels.set(levelId, level);
  }
  return level;
}

function emptyRow(levelId: string): LevelRow {
  return {
    level_id: levelId,
    players: 0,
    completed: 0,
    completion_rate: 0,
    stalled: 0,
    stall_rate: 0,
    disengaged: 0,
    median_seconds_to_complete: null,
    p95_seconds_to_complete: null,
    moves: 0,
    interactions: 0,
    level_completes: 0,
  };
}

function count({ row, completionTimes }: Level, visit: Visit): void {
  row.players++;
  row.moves += visit.moves;
  row.interactions += visit.interactions;
  row.level_completes += visit.level_completes;
  if (visit.stalled) row.stalled++;
  if (visit.disengaged) row.disengaged++;
  if (!visit.completed) return;
  row.completed++;
  completionTimes.push(visit.playedToCompletion);
}

function finish({ row, completionTimes }: Level): LevelRow {
  const sorted = Float64Array.from(completionTimes).sort();
  row.completion_rate = row.completed / row.players;
  row.stall_rate = row.stalled / row.players;
  row.median_seconds_to_complete = nearestRankSeconds(sorted, 50);
  row.p95_seconds_to_complete = nearestRankSeconds(sorted, 95);
  return row;
}

/** Value number ⌈p·n/100⌉ of the sorted times, in seconds. */
function nearestRankSeconds(sorted: Float64Array, percent: number): number | null {
  const value = sorted[Math.ceil((percent * sorted.length) / 100) - 1];
  return value === undefined ? null : value / 1000;
}

function byStallRate(a: LevelRow, b: LevelRow): number {
  return b.stall_rate - a.stall_rate || compareUtf8(a.level_id, b.level_id);
}
