/**
 * Brings the played time of the touched visits up to date, and writes their spells but for the latest of each: that one
 * stands in the row of its visit, so that an event of a player who plays on changes that row alone.
 */
import type { Statement } from 'better-sqlite3';
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import { playedBefore, rankSpells, type Spell, type TimeSpan, type Visit } from './visit.js';

export class SpellWriter {
  readonly #rows: BulkRows;
  readonly #remove: Statement;
  readonly #playedToCompletion: Statement;

  constructor(db: Db) {
    this.#rows = new BulkRows(
      db,
      'INSERT INTO spells (visit_id, session_id, first_at, last_at)',
      4,
      'ON CONFLICT DO UPDATE SET first_at = excluded.first_at, last_at = excluded.last_at',
    );
    this.#remove = db.prepare('DELETE FROM spells WHERE visit_id = ? AND session_id = ?');
    this.#playedToCompletion = db
      .prepare('SELECT total(max(0, min(last_at, ?) - first_at)) FROM spells WHERE visit_id = ?')
      .pluck();
  }

  /** @param isNew of each visit, whether it is not in the database yet; all have ids */
  write(visits: readonly Visit[], isNew: readonly boolean[]): void {
    const recompleted = visits.filter((visit, i) => this.#write(visit, isNew[i]!));
    this.#rows.flush();
    for (const visit of recompleted) {
      const { id, completedAt, latest } = visit;
      const others = this.#playedToCompletion.get(completedAt, id) as number;
      visit.playedToCompletion = others + playedBefore(completedAt, latest);
    }
  }

  /** @returns whether spells in the database have to say how long it took to complete */
  #write(visit: Visit, isNew: boolean): boolean {
    rankSpells(visit);
    const { id, completedAt, latest, others } = visit;
    const isSameCompletion = completedAt === visit.storedCompletedAt;
    // What is stored of a new visit is nothing, so that all of it is gained.
    if (isNew && completedAt >= 0) visit.playedToCompletion = 0;
    const isGained = completedAt >= 0 && (isSameCompletion || isNew);
    if (latest.firstAt !== latest.storedFirst) visit.isReshaped = true;
    if (latest.hasRow) {
      this.#remove.run(id, latest.sessionId);
      latest.hasRow = false;
    }
    gain(visit, latest, isGained);
    if (others !== undefined) {
      for (const spell of others.values()) {
        gain(visit, spell, isGained);
        if (spell.hasRow && isUnchanged(spell)) continue;
        this.#rows.put(id).put(spell.sessionId).put(spell.firstAt).put(spell.lastAt);
        spell.hasRow = true;
      }
    }
    return !isSameCompletion && !isNew;
  }
}

function isUnchanged(spell: Spell): boolean {
  return spell.firstAt === spell.storedFirst && spell.lastAt === spell.storedLast;
}

/** Adds by how much a spell's time has grown since it was stored. */
function gain(visit: Visit, spell: Spell, isGainedToCompletion: boolean): void {
  if (isUnchanged(spell)) return;
  visit.played += grown(spell, lengthOf);
  if (!isGainedToCompletion) return;
  const { completedAt } = visit;
  const more = grown(spell, (span) => playedBefore(completedAt, span));
  if (more === 0) return;
  visit.playedToCompletion += more;
  visit.isReshaped = true;
}

function grown(spell: Spell, measure: (span: TimeSpan) => number): number {
  const { storedFirst, storedLast } = spell;
  const before = Number.isNaN(storedFirst) ? 0 : measure({ firstAt: storedFirst, lastAt: storedLast });
  return measure(spell) - before;
}

function lengthOf({ firstAt, lastAt }: TimeSpan): number {
  return lastAt - firstAt;
}
