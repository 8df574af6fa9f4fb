/** Writes a touched visit with its spells and maps, and brings its played time up to date. */
import type { Statement } from 'better-sqlite3';
import type { Db } from '../../store/open.js';
import { playedBefore, type Spell, type Visit } from './visit.js';

export class VisitWriter {
  #nextId: number;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #upsertSpell: Statement;
  readonly #insertMap: Statement;
  readonly #playedToCompletion: Statement;

  constructor(db: Db) {
    this.#nextId = (db.prepare('SELECT max(id) FROM visits').pluck().get() ?? 0) + 1;
    this.#insert = db.prepare('INSERT INTO visits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#update = db.prepare(
      `UPDATE visits SET first_at = ?, last_at = ?, completed_at = ?, played = ?, played_to_completion = ?, moves = ?,
         interactions = ?, level_completes = ?, map_id = ?, map_id_at = ? WHERE id = ?`,
    );
    this.#upsertSpell = db.prepare(
      `INSERT INTO spells VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET first_at = excluded.first_at, last_at = excluded.last_at`,
    );
    this.#insertMap = db.prepare('INSERT INTO visit_maps VALUES (?, ?)');
    this.#playedToCompletion = db
      .prepare('SELECT sum(max(0, min(last_at, @completedAt) - first_at)) FROM spells WHERE visit_id = @id')
      .pluck();
  }

  /** @param onNewMap told of each map on which the player had not been in this level */
  write(visit: Visit, onNewMap: (mapId: string) => void): void {
    const isNew = visit.id === 0;
    if (isNew) visit.id = this.#nextId++;
    const hadCompletedAt = visit.counted?.completedAt ?? -1;
    const isSameCompletion = visit.completedAt === hadCompletedAt;
    for (const spell of touchedSpells(visit)) {
      if (isUnchanged(spell)) continue;
      this.#writeSpell(visit, spell);
      if (isSameCompletion && visit.completedAt >= 0) {
        visit.playedToCompletion += gained(spell, (first, last) =>
          playedBefore(visit.completedAt, first, last),
        );
      }
    }
    if (!isSameCompletion) {
      visit.playedToCompletion = this.#playedToCompletion.get({
        id: visit.id,
        completedAt: visit.completedAt,
      }) as number;
    }
    if (visit.maps !== undefined) this.#writeMaps(visit, visit.maps, onNewMap);
    this.#writeVisit(visit, isNew);
  }

  #writeSpell(visit: Visit, spell: Spell): void {
    this.#upsertSpell.run(visit.id, spell.sessionId, spell.firstAt, spell.lastAt);
    visit.played += gained(spell, (first, last) => last - first);
  }

  #writeMaps(visit: Visit, maps: Map<string, 'stored' | 'new'>, onNewMap: (mapId: string) => void): void {
    for (const [mapId, state] of maps) {
      if (state === 'stored') continue;
      this.#insertMap.run(visit.id, mapId);
      onNewMap(mapId);
    }
  }

  #writeVisit(visit: Visit, isNew: boolean): void {
    const { id, firstAt, lastAt, played, moves, interactions, levelCompletes, mapId, mapIdAt } = visit;
    const completedAt = visit.completedAt < 0 ? null : visit.completedAt;
    const toCompletion = visit.completedAt < 0 ? null : visit.playedToCompletion;
    const counts = [played, toCompletion, moves, interactions, levelCompletes, mapId, mapIdAt] as const;
    if (isNew) this.#insert.run(id, visit.playerId, visit.levelId, firstAt, lastAt, completedAt, ...counts);
    else this.#update.run(firstAt, lastAt, completedAt, ...counts, id);
  }
}

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
