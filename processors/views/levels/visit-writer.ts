/** Writes the touched visits with their spells and maps, and brings their played time up to date. */
import type { Statement } from 'better-sqlite3';
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import { playedBefore, type Spell, type Visit } from './visit.js';

export class VisitWriter {
  #nextId: number;
  readonly #visits: BulkRows;
  readonly #spells: BulkRows;
  readonly #maps: BulkRows;
  readonly #playedToCompletion: Statement;

  constructor(db: Db) {
    this.#nextId = (db.prepare('SELECT max(id) FROM visits').pluck().get() ?? 0) + 1;
    this.#visits = new BulkRows(
      db,
      `INSERT INTO visits (id, player_id, level_id, ${CHANGING.join(', ')})`,
      3 + CHANGING.length,
      `ON CONFLICT (id) DO UPDATE SET ${CHANGING.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    );
    this.#spells = new BulkRows(
      db,
      'INSERT INTO spells (visit_id, session_id, first_at, last_at)',
      4,
      'ON CONFLICT DO UPDATE SET first_at = excluded.first_at, last_at = excluded.last_at',
    );
    this.#maps = new BulkRows(db, 'INSERT INTO visit_maps (visit_id, map_id)', 2);
    this.#playedToCompletion = db
      .prepare('SELECT sum(max(0, min(last_at, @completedAt) - first_at)) FROM spells WHERE visit_id = @id')
      .pluck();
  }

  /** @param onNewMap told of each map on which a player had not been in that level */
  write(visits: readonly Visit[], onNewMap: (levelId: string, mapId: string) => void): void {
    const recompleted = visits.filter((visit) => this.#writeSpells(visit));
    this.#spells.flush();
    for (const visit of recompleted) {
      const { id, completedAt } = visit;
      visit.playedToCompletion = this.#playedToCompletion.get({ id, completedAt }) as number;
    }
    for (const visit of visits) {
      this.#writeMaps(visit, onNewMap);
      this.#writeVisit(visit);
    }
    this.#maps.flush();
    this.#visits.flush();
  }

  /** @returns whether spells in the database have to say how long it took to complete */
  #writeSpells(visit: Visit): boolean {
    const isNew = visit.id === 0;
    if (isNew) visit.id = this.#nextId++;
    const { completedAt } = visit;
    const isSameCompletion = completedAt === visit.storedCompletedAt;
    // What is stored of a new visit is nothing, so that all of it is gained.
    if (isNew && completedAt >= 0) visit.playedToCompletion = 0;
    for (const spell of touchedSpells(visit)) {
      if (isUnchanged(spell)) continue;
      this.#spells.put(visit.id).put(spell.sessionId).put(spell.firstAt).put(spell.lastAt);
      visit.played += gained(spell, (first, last) => last - first);
      if (completedAt >= 0 && (isSameCompletion || isNew)) {
        visit.playedToCompletion += gained(spell, (first, last) => playedBefore(completedAt, first, last));
      }
    }
    return !isSameCompletion && !isNew;
  }

  #writeMaps({ id, levelId, maps }: Visit, onNewMap: (levelId: string, mapId: string) => void): void {
    if (maps === undefined) return;
    for (const [mapId, state] of maps) {
      if (state === 'stored') continue;
      this.#maps.put(id).put(mapId);
      onNewMap(levelId, mapId);
    }
  }

  #writeVisit(visit: Visit): void {
    const isOpen = visit.completedAt < 0;
    this.#visits
      .put(visit.id)
      .put(visit.playerId)
      .put(visit.levelId)
      .put(visit.firstAt)
      .put(visit.lastAt)
      .put(isOpen ? null : visit.completedAt)
      .put(visit.played)
      .put(isOpen ? null : visit.playedToCompletion)
      .put(visit.moves)
      .put(visit.interactions)
      .put(visit.levelCompletes)
      .put(visit.mapId)
      .put(visit.mapIdAt);
  }
}

const CHANGING = [
  'first_at',
  'last_at',
  'completed_at',
  'played',
  'played_to_completion',
  'moves',
  'interactions',
  'level_completes',
  'map_id',
  'map_id_at',
] as const;

function touchedSpells(visit: Visit): Iterable<Spell> {
  if (visit.spells !== undefined) return visit.spells.values();
  return visit.spell === undefined ? [] : [visit.spell];
}

function isUnchanged(spell: Spell): boolean {
  return spell.firstAt === spell.storedFirst && spell.lastAt === spell.storedLast;
}

/** By how much a spell's time has grown since it was stored. */
function gained(spell: Spell, measure: (firstAt: number, lastAt: number) => number): number {
  const before = Number.isNaN(spell.storedFirst) ? 0 : measure(spell.storedFirst, spell.storedLast);
  return measure(spell.firstAt, spell.lastAt) - before;
}
