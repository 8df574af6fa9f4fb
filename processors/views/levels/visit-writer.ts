/** Writes the touched visits with their maps, as far as they have changed. */
import type { Statement } from 'better-sqlite3';
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import { SpellWriter } from './spell-writer.js';
import type { Visit } from './visit.js';

export class VisitWriter {
  #nextId: number;
  readonly #spells: SpellWriter;
  readonly #new: BulkRows;
  readonly #maps: BulkRows;
  readonly #go: Statement;
  readonly #reshape: Statement;
  readonly #watch: Statement;

  constructor(db: Db) {
    this.#nextId = (db.prepare('SELECT max(id) FROM visits').pluck().get() ?? 0) + 1;
    this.#spells = new SpellWriter(db);
    const columns = ['id', 'player_id', 'level_id', ...EACH_EVENT, ...SELDOM, 'watched_from'];
    this.#new = new BulkRows(db, `INSERT INTO visits (${columns.join(', ')})`, columns.length);
    this.#maps = new BulkRows(db, 'INSERT INTO visit_maps (visit_id, map_id)', 2);
    // One row a statement: an update of few columns by row id costs less than a row of many with its whole key.
    this.#go = db.prepare(updating(EACH_EVENT));
    this.#reshape = db.prepare(updating([...EACH_EVENT, ...SELDOM]));
    this.#watch = db.prepare(updating(['watched_from']));
  }

  /**
   * @param goneSince players without an event after this are gone
   * @param onNewMap told of each map on which a player had not been in that level
   */
  write(
    visits: readonly Visit[],
    goneSince: number,
    onNewMap: (levelId: string, mapId: string) => void,
  ): void {
    const isNew = visits.map(({ id }) => id === 0);
    for (const visit of visits) if (visit.id === 0) visit.id = this.#nextId++;
    this.#spells.write(visits, isNew);
    visits.forEach((visit, i) => {
      this.#writeMaps(visit, onNewMap);
      if (isNew[i]!) this.#add(visit);
      else this.#update(visit, goneSince);
    });
    this.#maps.flush();
    this.#new.flush();
  }

  #writeMaps({ id, levelId, maps }: Visit, onNewMap: (levelId: string, mapId: string) => void): void {
    if (maps === undefined) return;
    for (const [mapId, state] of maps) {
      if (state === 'stored') continue;
      this.#maps.put(id).put(mapId);
      onNewMap(levelId, mapId);
    }
  }

  #add(visit: Visit): void {
    const isOpen = visit.completedAt < 0;
    visit.watchedFrom = isOpen ? visit.lastAt : -1;
    this.#new.put(visit.id).put(visit.playerId).put(visit.levelId);
    this.#new.put(visit.lastAt).put(visit.played).put(visit.moves).put(visit.interactions);
    this.#new
      .put(visit.levelCompletes)
      .put(visit.firstAt)
      .put(isOpen ? null : visit.completedAt);
    this.#new.put(isOpen ? null : visit.playedToCompletion).put(visit.mapId);
    this.#new
      .put(visit.latest.sessionId)
      .put(visit.latest.firstAt)
      .put(isOpen ? visit.lastAt : null);
  }

  #update(visit: Visit, goneSince: number): void {
    const { id, lastAt, played, moves, interactions, levelCompletes, completedAt } = visit;
    const isOpen = completedAt < 0;
    if (visit.isReshaped) {
      this.#reshape.run(
        lastAt,
        played,
        moves,
        interactions,
        levelCompletes,
        visit.firstAt,
        isOpen ? null : completedAt,
        isOpen ? null : visit.playedToCompletion,
        visit.mapId,
        visit.latest.sessionId,
        visit.latest.firstAt,
        id,
      );
    } else this.#go.run(lastAt, played, moves, interactions, levelCompletes, id);
    const isWatchOver = isOpen
      ? visit.watchedFrom <= goneSince && lastAt > goneSince
      : visit.watchedFrom >= 0;
    if (!isWatchOver) return;
    visit.watchedFrom = isOpen ? lastAt : -1;
    this.#watch.run(isOpen ? lastAt : null, id);
  }
}

/** What each event of a visit may change … */
const EACH_EVENT = ['last_at', 'played', 'moves', 'interactions', 'level_completes'] as const;

/** … and what only few of them do. */
const SELDOM = [
  'first_at',
  'completed_at',
  'played_to_completion',
  'map_id',
  'session_id',
  'spell_from',
] as const;

function updating(columns: readonly string[]): string {
  return `UPDATE visits SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`;
}
