/**
 * Who plays, by UTC day: the half of the audience that follows player-events (docs/data-dictionary.md). The other half,
 * who pays, are roll-ups (`rollups/audience-sales.ts`); `stats audience` puts the rows of a day together.
 */
import type { EventColumns } from '../../../schemas/index.js';
import { PairNumbers } from '../../rollups/pair-numbers.js';
import { DAY } from '../../rollups/rollup.js';
import type { Db } from '../../store/open.js';
import { RankHistogram } from '../histogram/rank-histogram.js';
import { type RankReader, rankReader } from '../histogram/rank-reader.js';
import type { View, ViewKind } from '../view.js';
import { AUDIENCE_DAYS_DDL, DayCounts } from './day-counts.js';
import { NEWCOMER_DDL, Newcomers } from './newcomers.js';
import { PlayedSessions } from './played-sessions.js';
import { LiveSessions, SESSION_DDL, SESSION_LENGTHS, type Session, SessionWriter } from './sessions.js';

export const audience: ViewKind<'player-events'> = {
  topic: 'player-events',
  name: () => 'audience',
  ddl: () => [AUDIENCE_DAYS_DDL, ...NEWCOMER_DDL, ...SESSION_DDL],
  open: (db) => new AudienceView(db),
};

export class AudienceView implements View<'player-events'> {
  /** Each session has a span in the view of levels, which asks for a commit when there are many. */
  readonly full = false;
  readonly #played = new PlayedSessions();
  readonly #sessions: LiveSessions;
  readonly #counts: DayCounts;
  readonly #lengths: RankHistogram;
  readonly #ranks: RankReader;
  readonly #newcomers: Newcomers;
  readonly #writer: SessionWriter;

  /** @param sessions so many are remembered, and as many again; another number than the usual is for tests */
  constructor(db: Db, sessions?: number) {
    this.#sessions = new LiveSessions(sessions);
    this.#counts = new DayCounts(db);
    this.#lengths = new RankHistogram(db, SESSION_LENGTHS);
    this.#ranks = rankReader(db, SESSION_LENGTHS);
    this.#newcomers = new Newcomers(db, this.#counts);
    this.#writer = new SessionWriter(db, this.#lengths, this.#counts);
  }

  take(events: EventColumns<'player-events'>, rows: Int32Array, count: number): void {
    this.#played.take(events, rows, count);
  }

  write(): void {
    const sessions = this.#writeSessions();
    for (const [player, days] of this.#activeDays(sessions)) {
      this.#newcomers.note(this.#played.textOf(player), days);
    }
    this.#newcomers.flush();
    this.#lengths.write();
    this.#counts.write((day) => this.#ranks.nearestRank([[day]], 50));
  }

  committed(): void {
    this.#played.clear();
    this.#sessions.age();
    this.#newcomers.age();
  }

  /** @returns the sessions by their numbers */
  #writeSessions(): readonly Session[] {
    const played = this.#played;
    const sessions: Session[] = [];
    for (let n = 0; n < played.size; n++) {
      const session = this.#sessions.of(played.playerId(n), played.sessionId(n));
      this.#writer.extend(session, played.firstAt[n]!, played.lastAt[n]!);
      sessions.push(session);
    }
    this.#writer.flush();
    return sessions;
  }

  /** By player, the days on which the player may not have been noted as active yet. */
  #activeDays(sessions: readonly Session[]): Map<number, number[]> {
    const { days } = this.#played;
    const active = new Map<number, number[]>();
    const noted = new PairNumbers();
    for (let n = 0; n < days.size; n++) {
      const day = days.first[n]! * DAY;
      const session = days.second[n]!;
      if (sessions[session]!.activeOn === day) continue;
      sessions[session]!.activeOn = day;
      const player = this.#played.playerOf(session);
      const known = noted.size;
      if (noted.numberOf(days.first[n]!, player) < known) continue;
      const others = active.get(player);
      if (others === undefined) active.set(player, [day]);
      else others.push(day);
    }
    return active;
  }
}
