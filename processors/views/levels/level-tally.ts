/** The counters of levels, level days and maps: differences gathered in memory, added to their rows at the commit. */
import type { Statement } from 'better-sqlite3';
import type { Thresholds } from '../../../settings/settings.js';
import { DAY } from '../../rollups/rollup.js';
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

/** players, events, stalled here, disengaged here. */
type MapCounts = [players: number, events: number, stalled: number, disengaged: number];

interface LevelTally {
  readonly total: Float64Array;
  readonly days: Map<number, Float64Array>;
  readonly maps: Map<string, MapCounts>;
}

export class LevelTallies {
  readonly #levels = new Map<string, LevelTally>();
  readonly #times: RankHistogram;
  readonly #dayTimes: RankHistogram;
  readonly #addLevel: Statement;
  readonly #addDay: Statement;
  readonly #addMap: Statement;

  constructor(db: Db) {
    this.#times = new RankHistogram(db, LEVEL_TIMES);
    this.#dayTimes = new RankHistogram(db, LEVEL_DAY_TIMES);
    this.#addLevel = db.prepare(adding('levels', ['level_id'], COUNTERS));
    this.#addDay = db.prepare(adding('level_days', ['level_id', 'day'], COUNTERS));
    this.#addMap = db.prepare(
      adding('level_maps', ['level_id', 'map_id'], ['players', 'events', 'stalled_here', 'disengaged_here']),
    );
  }

  /** Levels with differences. */
  get touched(): IterableIterator<string> {
    return this.#levels.keys();
  }

  /** Counts a visit in (`sign` 1) or out (−1). */
  count(visit: Visit, sign: 1 | -1, { stalledAfter, goneSince }: Limits): void {
    const { levelId } = visit;
    const tally = this.#tallyOf(levelId);
    const day = dayOf(visit.firstAt);
    const isOpen = visit.completedAt < 0;
    const isStalled = isOpen && visit.played >= stalledAfter;
    const isGone = isOpen && visit.lastAt <= goneSince;
    for (const counts of [tally.total, countsOfDay(tally, day)]) {
      counts[PLAYERS]! += sign;
      if (!isOpen) counts[COMPLETED]! += sign;
      if (isStalled) counts[STALLED]! += sign;
      if (isGone) counts[DISENGAGED]! += sign;
      counts[MOVES]! += sign * visit.moves;
      counts[INTERACTIONS]! += sign * visit.interactions;
      counts[LEVEL_COMPLETES]! += sign * visit.levelCompletes;
    }
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
    tally.total[DISENGAGED]! += visits;
    countsOfDay(tally, day)[DISENGAGED]! += visits;
    countsOfMap(tally, mapId)[3] += visits;
  }

  countEvents(levelId: string, mapId: string, events: number): void {
    countsOfMap(this.#tallyOf(levelId), mapId)[1] += events;
  }

  countPlayerOnMap(levelId: string, mapId: string): void {
    countsOfMap(this.#tallyOf(levelId), mapId)[0]++;
  }

  /** Adds the differences to the rows; within the commit's transaction. */
  write(): void {
    for (const [levelId, { total, days, maps }] of this.#levels) {
      if (total.some(Boolean)) this.#addLevel.run(levelId, ...total);
      for (const [day, counts] of days) if (counts.some(Boolean)) this.#addDay.run(levelId, day, ...counts);
      for (const [mapId, counts] of maps)
        if (counts.some(Boolean)) this.#addMap.run(levelId, mapId, ...counts);
    }
    this.#times.write();
    this.#dayTimes.write();
  }

  clear(): void {
    this.#levels.clear();
  }

  #tallyOf(levelId: string): LevelTally {
    let tally = this.#levels.get(levelId);
    if (tally === undefined) {
      tally = { total: new Float64Array(COUNTERS.length), days: new Map(), maps: new Map() };
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

function adding(table: string, key: readonly string[], counters: readonly string[]): string {
  const names = [...key, ...counters];
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET
    ${counters.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`;
}
