/**
 * Levels, maps and visits (docs/data-dictionary.md): where players get stuck. Every figure of a level is a counter that
 * moves by the difference whenever a visit changes; what the passing of time alone changes (disengaged) is found by an
 * index on a time from which on the visits that are not completed are watched.
 */
import type { Statement } from 'better-sqlite3';
import type { EventColumns } from '../../../schemas/index.js';
import type { Settings, Thresholds } from '../../../settings/settings.js';
import { DAY } from '../../rollups/rollup.js';
import type { Db } from '../../store/open.js';
import { watermark } from '../../store/watermark.js';
import type { Commit, Finding, View, ViewKind } from '../view.js';
import { LevelTallies, limitsAt } from './level-tally.js';
import { rederiveLevels } from './rederive.js';
import { Spans } from './spans.js';
import { LEVEL_TABLES } from './tables.js';
import { TouchedVisits } from './touched-visits.js';
import { VisitWriter } from './visit-writer.js';

export const levels: ViewKind<'player-events'> = {
  topic: 'player-events',
  name: () => 'levels',
  finds: 'stall',
  ddl: () => LEVEL_TABLES,
  open: (db, settings) => new LevelsView(db, settings),
  rederive: rederiveLevels,
};

/** Spans that ask for a commit: each is of one visit, and what a commit touches is in memory. */
const MANY_SPANS = 150_000;

class LevelsView implements View<'player-events'> {
  readonly #spans = new Spans();
  readonly #visits: TouchedVisits;
  readonly #tallies: LevelTallies;
  readonly #writer: VisitWriter;
  /** Of the visits watched from some time on, whether they are gone now. */
  readonly #watched: Statement;
  readonly #watchOn: Statement;
  readonly #thresholds: Thresholds;
  /** Visits without an event after this are counted as disengaged. */
  #goneSince: number;

  constructor(db: Db, { thresholds }: Settings) {
    this.#visits = new TouchedVisits(db);
    this.#tallies = new LevelTallies(db);
    this.#writer = new VisitWriter(db);
    this.#watched = db
      .prepare(
        `SELECT level_id, first_at / ${DAY}, map_id, last_at <= @goneSince, count(*)
         FROM visits INDEXED BY visits_watched
         WHERE watched_from > @before AND watched_from <= @goneSince GROUP BY 1, 2, 3, 4`,
      )
      .raw();
    this.#watchOn = db.prepare(
      `UPDATE visits INDEXED BY visits_watched SET watched_from = last_at
       WHERE watched_from > @before AND watched_from <= @goneSince AND last_at > @goneSince`,
    );
    this.#thresholds = thresholds;
    this.#goneSince = limitsAt(thresholds, watermark(db, 'player-events')).goneSince;
  }

  get full(): boolean {
    return this.#spans.size >= MANY_SPANS;
  }

  take(events: EventColumns<'player-events'>, rows: Int32Array, count: number): void {
    this.#spans.take(events, rows, count);
  }

  write(commit: Commit): void {
    const limits = limitsAt(this.#thresholds, commit.watermark);
    this.#sweep(limits.goneSince);
    const tallies = this.#tallies;
    const visits = this.#visits.gather(this.#spans, {
      before: (visit) => tallies.count(visit, -1, limits),
      events: (levelId, mapId, events) => tallies.countEvents(levelId, mapId, events),
    });
    this.#writer.write(visits, limits.goneSince, (levelId, mapId) =>
      tallies.countPlayerOnMap(levelId, mapId),
    );
    for (const visit of visits) tallies.count(visit, 1, limits);
    tallies.write((levelId, players, stalled) => commit.report(stall(levelId, players, stalled)));
  }

  committed(): void {
    this.#visits.settle();
    this.#spans.clear();
    this.#tallies.clear();
  }

  /** Counts as disengaged, as the rows are before this commit, whom the watermark has left behind. */
  #sweep(goneSince: number): void {
    if (goneSince <= this.#goneSince) return;
    const span = { before: this.#goneSince, goneSince };
    const rows = this.#watched.all(span) as [string, number, string, 0 | 1, number][];
    for (const [levelId, day, mapId, isGone, visits] of rows)
      if (isGone === 1) this.#tallies.disengage(levelId, day, mapId, visits);
    if (rows.some(([, , , isGone]) => isGone === 0)) this.#watchOn.run(span);
    this.#goneSince = goneSince;
  }
}

function stall(levelId: string, players: number, stalled: number): Finding {
  return {
    kind: 'stall',
    rule: 'stall',
    subject: levelId,
    since: null,
    windowEnd: null,
    until: null,
    details: { level_id: levelId, players, stalled, stall_rate: stalled / players },
  };
}
