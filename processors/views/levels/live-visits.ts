/**
 * The visits in use, so that those of players who are playing are not read. What has no events for a while is let go and
 * read back when needed: memory is bounded by `KEPT` and by what one commit touches, not by history.
 */
import type { Statement } from 'better-sqlite3';
import { Generations } from '../../store/generations.js';
import type { Db } from '../../store/open.js';
import { newVisit, type Spell, type Visit } from './visit.js';

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

  visitOf(playerId: string, levelId: string): Visit {
    // The length goes before the text: ids may hold any character, so no separator would be safe.
    const key = `${playerId.length}:${playerId}${levelId}`;
    let visit = this.#visits.get(key);
    if (visit !== undefined) return visit;
    visit = this.#load(playerId, levelId);
    this.#visits.add(key, visit);
    return visit;
  }

  /** The spell of a session: mostly the one used last. */
  spellOf(visit: Visit, sessionId: string): Spell {
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
      visit.storedCompletedAt = visit.completedAt;
      visit.spells = undefined;
      if (visit.spell !== undefined) {
        visit.spell.storedFirst = visit.spell.firstAt;
        visit.spell.storedLast = visit.spell.lastAt;
      }
      visit.maps = undefined;
    }
    if (this.#visits.weight > KEPT) this.#visits.turn();
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
    visit.storedCompletedAt = visit.completedAt;
    return visit;
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
}
