/**
 * Who plays, by UTC day: the half of the audience that follows player-events (docs/data-dictionary.md). The other half,
 * who pays, are roll-ups (`rollups/audience-sales.ts`); `stats audience` puts the rows of a day together.
 */
import type { EventOf } from '../../../schemas/index.js';
import { DAY, windowStart } from '../../rollups/rollup.js';
import type { Db } from '../../store/open.js';
import { RankHistogram } from '../histogram/rank-histogram.js';
import { type RankReader, rankReader } from '../histogram/rank-reader.js';
import type { View, ViewKind } from '../view.js';
import { AUDIENCE_DAYS_DDL, DayCounts } from './day-counts.js';
import { type ActiveWriter, activeWriter, NEWCOMER_DDL } from './newcomers.js';
import { LiveSessions, SESSION_DDL, SESSION_LENGTHS, type SessionWriter, sessionWriter } from './sessions.js';

export const audience: ViewKind<'player-events'> = {
  topic: 'player-events',
  name: () => 'audience',
  ddl: () => [AUDIENCE_DAYS_DDL, ...NEWCOMER_DDL, ...SESSION_DDL],
  open: (db) => new AudienceView(db),
};

export class AudienceView implements View<'player-events'> {
  readonly full = false;
  readonly #sessions: LiveSessions;
  /** Players who may not have been noted as active on a day yet. */
  readonly #active = new Map<number, Set<string>>();
  readonly #counts: DayCounts;
  readonly #lengths: RankHistogram;
  readonly #ranks: RankReader;
  readonly #writeActive: ActiveWriter;
  readonly #writeSession: SessionWriter;

  /** @param sessions so many are remembered, and as many again; another number than the usual is for tests */
  constructor(db: Db, sessions?: number) {
    this.#sessions = new LiveSessions(sessions);
    this.#counts = new DayCounts(db);
    this.#lengths = new RankHistogram(db, SESSION_LENGTHS);
    this.#ranks = rankReader(db, SESSION_LENGTHS);
    this.#writeActive = activeWriter(db, this.#counts);
    this.#writeSession = sessionWriter(db, this.#lengths, this.#counts);
  }

  add(event: EventOf<'player-events'>, time: number): void {
    const session = this.#sessions.touch(event.player_id, event.session_id, time);
    const day = windowStart(time, DAY);
    if (session.activeOn === day) return;
    session.activeOn = day;
    const players = this.#active.get(day);
    if (players === undefined) this.#active.set(day, new Set([event.player_id]));
    else players.add(event.player_id);
  }

  write(): void {
    for (const [day, players] of this.#active) for (const player of players) this.#writeActive(day, player);
    for (const session of this.#sessions.takeChanged()) this.#writeSession(session);
    this.#lengths.write();
    this.#counts.write((day) => this.#ranks.nearestRank([[day]], 50));
  }

  committed(): void {
    this.#active.clear();
    this.#sessions.age();
  }
}
