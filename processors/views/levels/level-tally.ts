/** The counters of levels, level days and maps: differences gathered in memory, added to their rows at the commit. */
import type { Thresholds } from '../../../settings/settings.js';
import { DAY } from '../../rollups/rollup.js';
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import { RankHistogram } from '../histogram/rank-histogram.js';
import { LEVEL_DAY_TIMES, LEVEL_TIMES } from './tables.js';
import type { Visit } from './visit.js';

/** What decides whether a visit is stalled or disengaged; ms. */
export interface Limits {
  /** Not completed and played this long: stalled. */
  readonly stalledAfter: number;
  /** Not completed and no event after this instant: disengaged. */
  readonly goneSince: number;
}

/** Before the first event nobody is gone. */
const LONG_AGO = Number.MIN_SAFE_INTEGER;

/** @param w W, ms since 1970; −Infinity before the first event */
export function limitsAt({ stalled_seconds, disengaged_seconds }: Thresholds, w: number): Limits {
  return {
    stalledAfter: stalled_seconds * 1000,
    goneSince: w === Number.NEGATIVE_INFINITY ? LONG_AGO : w - disengaged_seconds * 1000,
  };
}

/** In the order of the columns. */
const COUNTERS = [
  'players',
  'completed',
  'stalled',
  'disengaged',
  'moves',
  'interactions',
  'level_completes',
] as const;
const PLAYERS = 0;
const COMPLETED = 1;
const STALLED = 2;
const DISENGAGED = 3;
const MOVES = 4;
const INTERACTIONS = 5;
const LEVEL_COMPLETES = 6;

const MAP_COUNTERS = ['players', 'events', 'stalled_here', 'disengaged_here'] as const;

/** In the same order. */
type MapCounts = [players: number, events: number, stalled: number, disengaged: number];

/** Of a level: that of all days together is the sum. */
interface LevelTally {
  readonly days: Map<number, Float64Array>;
  readonly maps: Map<string, MapCounts>;
}

/** Told of a level with differences how many players it has now, and how many of them are stalled. */
type Told = (levelId: string, players: number, stalled: number) => void;

export class LevelTallies {
  readonly #levels = new Map<string, LevelTally>();
  readonly #times: RankHistogram;
  readonly #dayTimes: RankHistogram;
  readonly #addLevels: BulkRows;
  readonly #addDays: BulkRows;
  readonly #addMaps: BulkRows;
  #told: Told = () => undefined;

  constructor(db: Db) {
    this.#times = new RankHistogram(db, LEVEL_TIMES);
    this.#dayTimes = new RankHistogram(db, LEVEL_DAY_TIMES);
    this.#addLevels = adding(db, 'levels', ['level_id'], COUNTERS, (totals) => {
      this.#told(...(JSON.parse(totals as string) as Parameters<Told>));
    });
    this.#addDays = adding(db, 'level_days', ['level_id', 'day'], COUNTERS);
    this.#addMaps = adding(db, 'level_maps', ['level_id', 'map_id'], MAP_COUNTERS);
  }

  /** Counts a visit in (`sign` 1) or out (−1). */
  count(visit: Visit, sign: 1 | -1, { stalledAfter, goneSince }: Limits): void {
    const { levelId } = visit;
    const tally = this.#tallyOf(levelId);
    const day = dayOf(visit.firstAt);
    const isOpen = visit.completedAt < 0;
    const isStalled = isOpen && visit.played >= stalledAfter;
    const isGone = isOpen && visit.lastAt <= goneSince;
    const counts = countsOfDay(tally, day);
    counts[PLAYERS]! += sign;
    if (!isOpen) counts[COMPLETED]! += sign;
    if (isStalled) counts[STALLED]! += sign;
    if (isGone) counts[DISENGAGED]! += sign;
    counts[MOVES]! += sign * visit.moves;
    counts[INTERACTIONS]! += sign * visit.interactions;
    counts[LEVEL_COMPLETES]! += sign * visit.levelCompletes;
    if (isStalled) countsOfMap(tally, visit.mapId)[2] += sign;
    if (isGone) countsOfMap(tally, visit.mapId)[3] += sign;
    if (!isOpen) {
      this.#times.add([levelId], visit.playedToCompletion, sign);
      this.#dayTimes.add([levelId, day], visit.playedToCompletion, sign);
    }
  }

  /** Visits of one level, day and map that the watermark has made disengaged. */
  disengage(levelId: string, day: number, mapId: string, visits: number): void {
    const tally = this.#tallyOf(levelId);
    countsOfDay(tally, day)[DISENGAGED]! += visits;
    countsOfMap(tally, mapId)[3] += visits;
  }

  countEvents(levelId: string, mapId: string, events: number): void {
    countsOfMap(this.#tallyOf(levelId), mapId)[1] += events;
  }

  countPlayerOnMap(levelId: string, mapId: string): void {
    countsOfMap(this.#tallyOf(levelId), mapId)[0]++;
  }

  /**
   * Adds the differences to the rows; within the commit's transaction.
   * @param told of each level with differences
   */
  write(told: Told): void {
    this.#told = told;
    for (const [levelId, { days, maps }] of this.#levels) {
      const total = new Float64Array(COUNTERS.length);
      for (const [day, counts] of days) {
        if (!counts.some(Boolean)) continue;
        this.#addDays.put(levelId).put(day);
        counts.forEach((count, i) => {
          this.#addDays.put(count);
          total[i]! += count;
        });
      }
      if (total.some(Boolean)) {
        this.#addLevels.put(levelId);
        for (const count of total) this.#addLevels.put(count);
      }
      for (const [mapId, counts] of maps) {
        if (!counts.some(Boolean)) continue;
        this.#addMaps.put(levelId).put(mapId);
        for (const count of counts) this.#addMaps.put(count);
      }
    }
    for (const rows of [this.#addLevels, this.#addDays, this.#addMaps]) rows.flush();
    this.#times.write();
    this.#dayTimes.write();
  }

  clear(): void {
    this.#levels.clear();
  }

  #tallyOf(levelId: string): LevelTally {
    let tally = this.#levels.get(levelId);
    if (tally === undefined) {
      tally = { days: new Map(), maps: new Map() };
      this.#levels.set(levelId, tally);
    }
    return tally;
  }
}

export function dayOf(time: number): number {
  return Math.floor(time / DAY);
}

function countsOfDay({ days }: LevelTally, day: number): Float64Array {
  let counts = days.get(day);
  if (counts === undefined) {
    counts = new Float64Array(COUNTERS.length);
    days.set(day, counts);
  }
  return counts;
}

function countsOfMap({ maps }: LevelTally, mapId: string): MapCounts {
  let counts = maps.get(mapId);
  if (counts === undefined) {
    counts = [0, 0, 0, 0];
    maps.set(mapId, counts);
  }
  return counts;
}

function adding(
  db: Db,
  table: string,
  key: readonly string[],
  counters: readonly string[],
  told?: (totals: unknown) => void,
): BulkRows {
  const names = [...key, ...counters];
  const merges = counters.map((name) => `${name} = ${name} + excluded.${name}`);
  const returning = told === undefined ? '' : 'RETURNING json_array(level_id, players, stalled)';
  return new BulkRows(
    db,
    `INSERT INTO ${table} (${names.join(', ')})`,
    names.length,
    `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${merges.join(', ')} ${returning}`,
    told,
  );
}
