/**
 * The visits in use, so that those of players who are playing are not read. What has no events for a while is let go and
 * read back when needed: memory is bounded by `KEPT` and by what one commit touches, not by history.
 */
import type { Statement } from 'better-sqlite3';
import type { Db } from '../../store/open.js';
import { PairGenerations } from '../../store/pair-generations.js';
import { newSpell, newVisit, type Spell, type Visit } from './visit.js';

/** Visits that stay in memory after a commit: at most two generations of so many, about half a kilobyte each. */
const KEPT = 100_000;

type VisitRow = [
  id: number,
  firstAt: number,
  lastAt: number,
  completedAt: number | null,
  played: number,
  playedToCompletion: number | null,
  moves: number,
  interactions: number,
  levelCompletes: number,
  mapId: string,
  sessionId: string,
  spellFrom: number,
  watchedFrom: number | null,
];

export class LiveVisits {
  readonly #visits = new PairGenerations<Visit>();
  readonly #select: Statement;
  readonly #selectSpell: Statement;
  readonly #selectMap: Statement;

  constructor(db: Db) {
    this.#select = db
      .prepare(
        `SELECT id, first_at, last_at, completed_at, played, played_to_completion, moves, interactions,
           level_completes, map_id, session_id, spell_from, watched_from
         FROM visits WHERE player_id = ? AND level_id = ?`,
      )
      .raw();
    this.#selectSpell = db
      .prepare('SELECT first_at, last_at FROM spells WHERE visit_id = ? AND session_id = ?')
      .raw();
    this.#selectMap = db.prepare('SELECT 1 FROM visit_maps WHERE visit_id = ? AND map_id = ?').pluck();
  }

  /** @param sessionId of its first spell, where there is no such visit yet */
  visitOf(playerId: string, levelId: string, sessionId: string): Visit {
    let visit = this.#visits.get(playerId, levelId);
    if (visit !== undefined) return visit;
    visit = this.#load(playerId, levelId, sessionId);
    this.#visits.add(playerId, levelId, visit);
    return visit;
  }

  /** The spell of a session: mostly the one with the last event. */
  spellOf(visit: Visit, sessionId: string): Spell {
    if (visit.latest.sessionId === sessionId) return visit.latest;
    visit.others ??= new Map();
    let spell = visit.others.get(sessionId);
    if (spell === undefined) {
      spell = this.#loadSpell(visit, sessionId);
      visit.others.set(sessionId, spell);
    }
    return spell;
  }

  noteMap(visit: Visit, mapId: string): void {
    if (visit.map === mapId) return;
    visit.map = mapId;
    if (visit.maps?.has(mapId)) return;
    const isStored = visit.id !== 0 && this.#selectMap.get(visit.id, mapId) !== undefined;
    visit.maps ??= new Map();
    visit.maps.set(mapId, isStored ? 'stored' : 'new');
  }

  /** To be called after a commit, with the visits it touched. Keeps the visits, without what only the commit needed. */
  settle(touched: readonly Visit[]): void {
    for (const visit of touched) {
      const { latest } = visit;
      latest.storedFirst = latest.firstAt;
      latest.storedLast = latest.lastAt;
      visit.storedCompletedAt = visit.completedAt;
      visit.isReshaped = false;
      visit.others = undefined;
      visit.maps = undefined;
    }
    if (this.#visits.weight > KEPT) this.#visits.turn();
  }

  #load(playerId: string, levelId: string, sessionId: string): Visit {
    const row = this.#select.get(playerId, levelId) as VisitRow | undefined;
    if (row === undefined) return newVisit(playerId, levelId, sessionId);
    const visit = newVisit(playerId, levelId, row[10]);
    visit.id = row[0];
    visit.firstAt = row[1];
    visit.lastAt = row[2];
    visit.completedAt = row[3] ?? -1;
    visit.played = row[4];
    visit.playedToCompletion = row[5] ?? -1;
    visit.moves = row[6];
    visit.interactions = row[7];
    visit.levelCompletes = row[8];
    visit.mapId = row[9];
    visit.watchedFrom = row[12] ?? -1;
    visit.storedCompletedAt = visit.completedAt;
    // Its map is one of those stored.
    visit.map = visit.mapId;
    setStored(visit.latest, row[11], visit.lastAt);
    return visit;
  }

  #loadSpell(visit: Visit, sessionId: string): Spell {
    const spell = newSpell(sessionId);
    if (visit.id === 0) return spell;
    const row = this.#selectSpell.get(visit.id, sessionId) as [number, number] | undefined;
    if (row === undefined) return spell;
    setStored(spell, ...row);
    spell.hasRow = true;
    return spell;
  }
}

function setStored(spell: Spell, firstAt: number, lastAt: number): void {
  spell.firstAt = firstAt;
  spell.lastAt = lastAt;
  spell.storedFirst = firstAt;
  spell.storedLast = lastAt;
}
