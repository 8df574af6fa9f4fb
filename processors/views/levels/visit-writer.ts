/** Writes the touched visits with their maps, as far as they have changed. */
import type { Statement } from 'better-sqlite3';
import { BulkRows, type RowValue } from '../../store/bulk-rows.js';
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
    this.#watch = db.prepare(updating([...EACH_EVENT, ...SELDOM, 'watched_from']));
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
    for (const value of ofEachEvent(visit)) this.#new.put(value);
    for (const value of ofFew(visit)) this.#new.put(value);
    this.#new.put(isOpen ? visit.lastAt : null);
  }

  #update(visit: Visit, goneSince: number): void {
    const { id, lastAt, watchedFrom } = visit;
    const isOpen = visit.completedAt < 0;
    const isWatchOver = isOpen ? watchedFrom <= goneSince && lastAt > goneSince : watchedFrom >= 0;
    if (isWatchOver) {
      visit.watchedFrom = isOpen ? lastAt : -1;
      this.#watch.run(...ofEachEvent(visit), ...ofFew(visit), isOpen ? lastAt : null, id);
    } else if (visit.isReshaped) this.#reshape.run(...ofEachEvent(visit), ...ofFew(visit), id);
    else this.#go.run(lastAt, visit.played, visit.moves, visit.interactions, visit.levelCompletes, id);
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

/** In the order of these columns. */
function ofEachEvent({ lastAt, played, moves, interactions, levelCompletes }: Visit): RowValue[] {
  return [lastAt, played, moves, interactions, levelCompletes];
}

function ofFew({ firstAt, completedAt, playedToCompletion, mapId, latest }: Visit): RowValue[] {
  const isOpen = completedAt < 0;
  return [
    firstAt,
    isOpen ? null : completedAt,
    isOpen ? null : playedToCompletion,
    mapId,
    latest.sessionId,
    latest.firstAt,
  ];
}

function updating(columns: readonly string[]): string {
  return `UPDATE visits SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`;
}
