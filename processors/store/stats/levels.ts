/** `stats levels`: one row per level, the worst wall first. */
import { DAY } from '../../rollups/rollup.js';
import { compareUtf8 } from '../../rollups/text-order.js';
import type { Scope } from '../../views/histogram/rank-histogram.js';
import { rankReader } from '../../views/histogram/rank-reader.js';
import { dayOf } from '../../views/levels/level-tally.js';
import { LEVEL_DAY_TIMES, LEVEL_TIMES } from '../../views/levels/tables.js';
import type { Db } from '../open.js';
import { pageOf } from './keyset.js';
import type { Cursor, Selection } from './selection.js';

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

type Counts = Omit<
  LevelRow,
  'completion_rate' | 'stall_rate' | 'median_seconds_to_complete' | 'p95_seconds_to_complete'
>;

/** `from` and `to` are rounded to whole UTC days: only visits that began on them count. */
export function levelRows(db: Db, selection: Selection = {}): LevelRow[] {
  const { from, to, level } = selection;
  const isRange = from !== undefined || to !== undefined;
  const days: Days = {
    first: from === undefined ? 0 : dayOf(from),
    last: to === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(to / DAY) - 1,
  };
  const counts = (isRange ? countsOf(db, days) : allCounts(db)).filter(
    ({ level_id }) => level === undefined || level_id === level,
  );
  const page = pageOf(counts.map(withRates).sort(byStallRate), selection, beyond);
  const times = rankReader(db, isRange ? LEVEL_DAY_TIMES : LEVEL_TIMES);
  return page.map((row) => {
    const scopes = isRange ? rangeScopes(db, row.level_id, days) : [[row.level_id]];
    const [median = null, p95 = null] = times.nearestRanks(scopes, [50, 95]);
    return {
      ...row,
      median_seconds_to_complete: seconds(median),
      p95_seconds_to_complete: seconds(p95),
    };
  });
}

/** Days since 1970, both inclusive. */
interface Days {
  readonly first: number;
  readonly last: number;
}

function allCounts(db: Db): Counts[] {
  return db.prepare('SELECT * FROM levels').all() as Counts[];
}

function countsOf(db: Db, days: Days): Counts[] {
  return db
    .prepare(
      `SELECT level_id, sum(players) AS players, sum(completed) AS completed, sum(stalled) AS stalled,
         sum(disengaged) AS disengaged, sum(moves) AS moves, sum(interactions) AS interactions,
         sum(level_completes) AS level_completes
       FROM level_days WHERE day BETWEEN @first AND @last GROUP BY level_id HAVING sum(players) > 0`,
    )
    .all(days) as Counts[];
}

function rangeScopes(db: Db, levelId: string, days: Days): Scope[] {
  const found = db
    .prepare(
      'SELECT day FROM level_days WHERE level_id = @levelId AND day BETWEEN @first AND @last AND completed > 0',
    )
    .pluck()
    .all({ levelId, ...days }) as number[];
  return found.map((day) => [levelId, day]);
}

/** The columns in their order; the times come later, for the rows that are shown. */
function withRates(counts: Counts): LevelRow {
  const { level_id, players, completed, stalled, disengaged, moves, interactions, level_completes } = counts;
  return {
    level_id,
    players,
    completed,
    completion_rate: completed / players,
    stalled,
    stall_rate: stalled / players,
    disengaged,
    median_seconds_to_complete: null,
    p95_seconds_to_complete: null,
    moves,
    interactions,
    level_completes,
  };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

function byStallRate(a: LevelRow, b: LevelRow): number {
  return beyond(a, [b.stall_rate, b.level_id]);
}

function beyond(row: LevelRow, [rate, level]: Cursor): number {
  return (rate as number) - row.stall_rate || compareUtf8(row.level_id, level as string);
}
