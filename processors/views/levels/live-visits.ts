/**
 * The visits in use, so that an event of a player who is playing costs no SQL. What has no events for a while is let
 * go and read back when needed: memory is bounded by `KEPT` and by what one commit touches, not by history.
 */
import type { Statement } from 'better-sqlite3';
import type { PlayerEvent } from '../../../schemas/index.js';
import { Generations } from '../../store/generations.js';
import type { Db } from '../../store/open.js';
import { addToSpell, addToVisit, factsOf, newVisit, type Spell, type Visit } from './visit.js';

/** Visits that stay in memory after a commit: at most two generations of so many, about half a kilobyte each. */
const KEPT = 100_000;

/** Row of `visits`, in the order of its columns after the key. */
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
  mapIdAt: number,
];

export class LiveVisits {
  /** Visits with events since the last commit, in the order of their first one. */
  readonly touched: Visit[] = [];
  readonly #visits = new Generations<string, Visit>();
  readonly #select: Statement;
  readonly #selectSpell: Statement;
  readonly #selectMap: Statement;

  constructor(db: Db) {
    this.#select = db
      .prepare(
        `SELECT id, first_at, last_at, completed_at, played, played_to_completion, moves, interactions,
           level_completes, map_id, map_id_at FROM visits WHERE player_id = ? AND level_id = ?`,
      )
      .raw();
    this.#selectSpell = db
      .prepare('SELECT first_at, last_at FROM spells WHERE visit_id = ? AND session_id = ?')
      .raw();
    this.#selectMap = db.prepare('SELECT 1 FROM visit_maps WHERE visit_id = ? AND map_id = ?').pluck();
  }

  add(event: PlayerEvent, time: number): void {
    const visit = this.#visitOf(event.player_id, event.level_id);
    if (!visit.isTouched) {
      visit.isTouched = true;
      this.touched.push(visit);
    }
    addToVisit(visit, event, time);
    const spell = this.#spellOf(visit, event.session_id);
    addToSpell(spell, time);
    if (visit.map !== event.map_id) this.#noteMap(visit, event.map_id);
  }

  /** To be called after a commit. Keeps the visits, without what only the commit needed. */
  settle(): void {
    for (const visit of this.touched) {
      visit.isTouched = false;
      visit.counted = factsOf(visit);
      visit.spells = undefined;
      if (visit.spell !== undefined) {
        visit.spell.storedFirst = visit.spell.firstAt;
        visit.spell.storedLast = visit.spell.lastAt;
      }
      visit.maps = undefined;
    }
    this.touched.length = 0;
    if (this.#visits.weight > KEPT) this.#visits.turn();
  }

  #visitOf(playerId: string, levelId: string): Visit {
    const key = `${playerId.length}:${playerId}${levelId}`;
    let visit = this.#visits.get(key);
    if (visit !== undefined) return visit;
    visit = this.#load(playerId, levelId);
    this.#visits.add(key, visit);
    return visit;
  }

  #load(playerId: string, levelId: string): Visit {
    const visit = newVisit(playerId, levelId);
    const row = this.#select.get(playerId, levelId) as VisitRow | undefined;
    if (row === undefined) return visit;
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
    visit.mapIdAt = row[10];
    visit.counted = factsOf(visit);
    return visit;
  }

  /** The spell of a session: mostly the one used last. */
  #spellOf(visit: Visit, sessionId: string): Spell {
    if (visit.spell?.sessionId === sessionId) return visit.spell;
    let spell = visit.spells?.get(sessionId);
    if (spell === undefined) {
      spell = this.#loadSpell(visit, sessionId);
      visit.spells ??= new Map(visit.spell === undefined ? [] : [[visit.spell.sessionId, visit.spell]]);
      visit.spells.set(sessionId, spell);
    }
    visit.spell = spell;
    return spell;
  }

  #loadSpell(visit: Visit, sessionId: string): Spell {
    const row =
      visit.id === 0
        ? undefined
        : (this.#selectSpell.get(visit.id, sessionId) as [number, number] | undefined);
    return {
      sessionId,
      firstAt: row?.[0] ?? Number.POSITIVE_INFINITY,
      lastAt: row?.[1] ?? -1,
      storedFirst: row?.[0] ?? Number.NaN,
      storedLast: row?.[1] ?? Number.NaN,
    };
  }

  #noteMap(visit: Visit, mapId: string): void {
    visit.map = mapId;
    if (visit.maps?.has(mapId)) return;
    const isStored = visit.id !== 0 && this.#selectMap.get(visit.id, mapId) !== undefined;
    visit.maps ??= new Map();
    visit.maps.set(mapId, isStored ? 'stored' : 'new');
  }
}
