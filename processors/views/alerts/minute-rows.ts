/**
 * The table `server_minutes`: the minutes in which a server sent samples, from which alerts are made, a row for each
 * stretch of time. Its key begins with the time, so that a commit touches the few pages of now, however many servers
 * there are; an index leads from a stretch of a server to the one before and after it.
 */
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import { Stretch } from './stretch.js';

/** Times in ms since 1970. `last_minute`, the last one that `minutes` has, is there to be looked for. */
export const MINUTES_DDL: readonly [table: string, index: string] = [
  `CREATE TABLE server_minutes (
    stretch INTEGER NOT NULL,
    server_id TEXT NOT NULL,
    last_minute INTEGER NOT NULL,
    minutes BLOB NOT NULL,
    PRIMARY KEY (stretch, server_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX server_minutes_by_server ON server_minutes (server_id, stretch)',
];

type Row = [stretch: number, minutes: Uint8Array];

export class MinuteRows {
  readonly #rows: BulkRows;
  /** Servers with rows that wait to be written. */
  readonly #waiting = new Set<string>();
  readonly #at;
  readonly #last;
  readonly #next;
  readonly #previous;
  readonly #within;
  readonly #removeBefore;

  constructor(db: Db) {
    this.#rows = new BulkRows(
      db,
      'INSERT INTO server_minutes (stretch, server_id, last_minute, minutes)',
      4,
      'ON CONFLICT (stretch, server_id) DO UPDATE SET last_minute = excluded.last_minute, minutes = excluded.minutes',
    );
    const select = 'SELECT stretch, minutes FROM server_minutes WHERE server_id = ?';
    this.#at = db.prepare(`${select} AND stretch = ?`).raw();
    this.#last = db.prepare(`${select} ORDER BY stretch DESC LIMIT 1`).raw();
    this.#next = db.prepare(`${select} AND stretch > ? ORDER BY stretch LIMIT 1`).raw();
    this.#previous = db.prepare(`${select} AND stretch < ? ORDER BY stretch DESC LIMIT 1`).raw();
    this.#within = db.prepare(`${select} AND stretch >= ? AND stretch <= ? ORDER BY stretch`).raw();
    this.#removeBefore = db.prepare('DELETE FROM server_minutes WHERE server_id = ? AND stretch < ?');
  }

  at(server: string, start: number): Stretch | undefined {
    return decoded(this.#upToDate(this.#at, server).get(server, start));
  }

  last(server: string): Stretch | undefined {
    return decoded(this.#upToDate(this.#last, server).get(server));
  }

  next(server: string, start: number): Stretch | undefined {
    return decoded(this.#upToDate(this.#next, server).get(server, start));
  }

  previous(server: string, start: number): Stretch | undefined {
    return decoded(this.#upToDate(this.#previous, server).get(server, start));
  }

  /** The stretches that start in `[from, to]`, in order. */
  within(server: string, from: number, to: number): Stretch[] {
    return (this.#upToDate(this.#within, server).all(server, from, to) as Row[]).map((row) => decoded(row)!);
  }

  /** Writes a stretch; it has minutes. */
  put(server: string, stretch: Stretch): void {
    stretch.isChanged = false;
    this.#rows.put(stretch.start).put(server).put(stretch.last).put(stretch.encode());
    this.#waiting.add(server);
  }

  removeBefore(server: string, start: number): void {
    this.#upToDate(this.#removeBefore, server).run(server, start);
  }

  /** To be called before anything else reads the table, and at the end. */
  flush(): void {
    if (this.#waiting.size === 0) return;
    this.#rows.flush();
    this.#waiting.clear();
  }

  /** A statement, to be run when what it finds of a server is up to date. */
  #upToDate<S>(statement: S, server: string): S {
    if (this.#waiting.has(server)) this.flush();
    return statement;
  }
}

function decoded(row: unknown): Stretch | undefined {
  return row === undefined ? undefined : Stretch.decode(...(row as Row));
}
