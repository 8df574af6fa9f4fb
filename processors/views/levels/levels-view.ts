/**
 * Levels, maps and visits (docs/data-dictionary.md): where players get stuck. Every figure of a level is a counter that
 * moves by the difference whenever a visit changes; what the passing of time alone changes (disengaged) is found by an
 * index on the last event of the visits that are not completed.
 */
import type { Statement } from 'better-sqlite3';
import type { EventColumns } from '../../../schemas/index.js';
import type { Settings, Thresholds } from '../../../settings/settings.js';
import { DAY } from '../../rollups/rollup.js';
import type { Db } from '../../store/open.js';
import { watermark } from '../../store/watermark.js';
import type { Commit, View, ViewKind } from '../view.js';
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
  readonly #newlyGone: Statement;
  readonly #totals: Statement;
  readonly #thresholds: Thresholds;
  /** Visits without an event after this are counted as disengaged. */
  #goneSince: number;

  constructor(db: Db, { thresholds }: Settings) {
    this.#visits = new TouchedVisits(db);
    this.#tallies = new LevelTallies(db);
    this.#writer = new VisitWriter(db);
    this.#newlyGone = db
      .prepare(
        `SELECT level_id, first_at / ${DAY}, map_id, count(*) FROM visits INDEXED BY visits_by_last
         WHERE completed_at IS NULL AND last_at > ? AND last_at <= ? GROUP BY 1, 2, 3`,
      )
      .raw();
    this.#totals = db.prepare('SELECT players, stalled FROM levels WHERE level_id = ?').raw();
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
    this.#writer.write(visits, (levelId, mapId) => tallies.countPlayerOnMap(levelId, mapId));
    for (const visit of visits) tallies.count(visit, 1, limits);
    tallies.write();
    this.#reportStalls(commit);
  }

  committed(): void {
    this.#visits.settle();
    this.#spans.clear();
    this.#tallies.clear();
  }

  /** Counts as disengaged, as the rows are before this commit, whom the watermark has left behind. */
  #sweep(goneSince: number): void {
    if (goneSince <= this.#goneSince) return;
    const rows = this.#newlyGone.all(this.#goneSince, goneSince) as [string, number, string, number][];
    for (const [levelId, day, mapId, visits] of rows) this.#tallies.disengage(levelId, day, mapId, visits);
    this.#goneSince = goneSince;
  }

  #reportStalls({ report }: Commit): void {
    for (const levelId of this.#tallies.touched) {
      const [players, stalled] = this.#totals.get(levelId) as [number, number];
      report({
        kind: 'stall',
        rule: 'stall',
        subject: levelId,
        since: null,
        windowEnd: null,
        until: null,
        details: { level_id: levelId, players, stalled, stall_rate: stalled / players },
      });
    }
  }
}
