/**
 * Which tables there are, which view keeps each of them, and which figures are read from which: derived from what is
 * registered, so that a new roll-up or figure is in it by itself.
 */
import type { Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { VIEWS } from '../views/index.js';
import type { Finding } from '../views/view.js';
import { createSchema } from './schema.js';
import { STATS, WHATS, type What } from './stats/index.js';
import { SteadyDatabase } from './steady-database.js';

export interface Catalogue {
  readonly views: readonly ViewShape[];
  /** Those of the views and all others, by name. */
  readonly tables: readonly TableShape[];
  readonly figures: readonly FigureShape[];
}

export interface ViewShape {
  readonly name: string;
  readonly topic: Topic;
  readonly tables: readonly string[];
  /** What it reports to whoever wants to be told; undefined where it reports nothing. */
  readonly finds: Finding['kind'] | undefined;
}

export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A `stats WHAT` with the tables that its query reads. */
export interface FigureShape {
  readonly name: What;
  readonly tables: readonly string[];
}

export function catalogueOf(settings: Settings): Catalogue {
  const db = new RecordingDatabase(':memory:');
  try {
    createSchema(db, settings);
    return {
      views: VIEWS.map((view) => ({
        name: view.name(settings),
        topic: view.topic,
        tables: view.ddl(settings).flatMap((statement) => CREATES_TABLE.exec(statement)?.[1] ?? []),
        finds: view.finds,
      })),
      tables: tablesOf(db),
      figures: WHATS.map((name) => ({ name, tables: db.tablesReadBy(() => readFigure(db, name)) })),
    };
  } finally {
    db.close();
  }
}

/** As a whole, and of a span of time, for which a figure may have tables of its own. */
function readFigure(db: RecordingDatabase, name: What): void {
  STATS[name](db);
  STATS[name](db, { from: 0 });
}

const CREATES_TABLE = /^\s*CREATE TABLE (\w+)/;

function tablesOf(db: RecordingDatabase): TableShape[] {
  const rows = db
    .prepare(
      `SELECT tables.name AS name, columns.name AS "column" FROM sqlite_schema AS tables
       JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'
       ORDER BY tables.name, columns.cid`,
    )
    .all() as { name: string; column: string }[];
  const columns = new Map<string, string[]>();
  for (const { name, column } of rows) columns.set(name, [...(columns.get(name) ?? []), column]);
  return [...columns].map(([name, columns]) => ({ name, columns }));
}

/** Notes which statements are prepared: SQLite then says which tables they open. */
class RecordingDatabase extends SteadyDatabase {
  #texts = new Set<string>();

  override prepare(sql: string) {
    this.#texts?.add(sql);
    return super.prepare(sql);
  }

  tablesReadBy(read: () => unknown): string[] {
    this.#texts = new Set();
    read();
    const texts = [...this.#texts].filter((text) => /^\s*(SELECT|WITH)\b/.test(text));
    const names = texts.flatMap((text) => this.#opened(text));
    // How rows were made is asked of it by nearly all; it has no rows of a figure.
    return [...new Set(names)].filter((name) => name !== 'meta').sort();
  }

  /** A table is opened by its root page, or by that of one of its indexes. */
  #opened(text: string): string[] {
    const steps = super.prepare(`EXPLAIN ${text.replace(/\?|@\w+/g, 'NULL')}`).all() as Step[];
    const pages = steps.filter(({ opcode }) => opcode === 'OpenRead').map(({ p2 }) => p2);
    const owner = super.prepare('SELECT tbl_name FROM sqlite_schema WHERE rootpage = ?').pluck();
    return pages.flatMap((page) => (owner.get(page) as string | undefined) ?? []);
  }
}

interface Step {
  readonly opcode: string;
  readonly p2: number;
}
