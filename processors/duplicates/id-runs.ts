/**
 * The tables of ids that are not SOURCE-NUMBER. Rows lie run by run: a run is so many ids that followed each other in a
 * partition, so that a commit writes to few pages however many ids are remembered, and a day that is over goes run by
 * run. With a run that is complete its filter is kept, which spares reading the ids when a processor starts.
 */
import type { Statement } from 'better-sqlite3';
import { BulkRows } from '../store/bulk-rows.js';
import type { Db } from '../store/open.js';
import { hashId, IdFilter } from './id-filter.js';

/** Bytes of filters in memory: those of 64 million ids. */
const MAX_FILTER_BYTES = 128 * 1024 * 1024;

/** Ids read at once when a processor starts. */
const IDS_AT_ONCE = 16_384;

export interface SeenId {
  readonly hash: number;
  readonly recordTime: number;
}

export interface IdRun {
  readonly number: number;
  /** Undefined where memory has no room for it: then only its rows tell. */
  filter: IdFilter | undefined;
  /** How many ids it holds so far, and how many it is to hold. */
  ids: number;
  readonly size: number;
  /** The record time of its last id, ms; Infinity while it has ids that came before any record had a time. */
  newest: number;
}

export class IdRuns {
  readonly rows: BulkRows;
  #filterBytes = 0;
  readonly #select: Statement;
  readonly #closed: Statement;
  readonly #last: Statement;
  readonly #count: Statement;
  readonly #page: Statement;
  readonly #close: Statement;
  readonly #forget: Statement;
  readonly #forgetRun: Statement;

  constructor(db: Db) {
    const columns = 'partition_id, run, event_id, hash, record_time';
    this.rows = new BulkRows(db, `INSERT OR REPLACE INTO seen_ids (${columns})`, 5);
    this.#select = db.prepare(
      'SELECT hash, record_time AS recordTime FROM seen_ids WHERE partition_id = ? AND run = ? AND event_id = ?',
    );
    this.#closed = db.prepare(
      'SELECT run AS number, ids, newest, filter FROM seen_runs WHERE partition_id = ? ORDER BY run DESC',
    );
    this.#last = db.prepare('SELECT max(run) FROM seen_ids WHERE partition_id = ?').pluck();
    this.#count = db.prepare('SELECT count(*) FROM seen_ids WHERE partition_id = ? AND run = ?').pluck();
    this.#page = db.prepare(
      `SELECT event_id AS id, record_time AS recordTime FROM seen_ids
       WHERE partition_id = ? AND run = ? AND event_id > ? ORDER BY event_id LIMIT ${IDS_AT_ONCE}`,
    );
    this.#close = db.prepare('INSERT INTO seen_runs VALUES (?, ?, ?, ?, ?)');
    this.#forget = db.prepare('DELETE FROM seen_ids WHERE partition_id = ? AND run = ?');
    this.#forgetRun = db.prepare('DELETE FROM seen_runs WHERE partition_id = ? AND run = ?');
  }

  find(partitionId: number, run: number, id: string): SeenId | undefined {
    return this.#select.get(partitionId, run, id) as SeenId | undefined;
  }

  /** The runs of a partition that are complete, the oldest first. */
  closed(partitionId: number): IdRun[] {
    const rows = this.#closed.all(partitionId) as {
      number: number;
      ids: number;
      newest: number | null;
      filter: Buffer;
    }[];
    const runs = rows.map(({ number, ids, newest, filter }) => ({
      number,
      filter: this.#room(filter.length) ? IdFilter.from(filter) : undefined,
      ids,
      size: ids,
      newest: newest ?? Number.POSITIVE_INFINITY,
    }));
    return runs.reverse();
  }

  /** The last run of a partition that has ids, or undefined. */
  last(partitionId: number): number | undefined {
    return (this.#last.get(partitionId) as number | null) ?? undefined;
  }

  /** The run that is being filled, with what it holds already, and room for as many ids as that at least. */
  open(partitionId: number, number: number, size: number): IdRun {
    const held = this.#count.get(partitionId, number) as number;
    let room = size;
    while (room < held) room *= 2;
    const filter = IdFilter.for(room);
    this.#filterBytes += filter.bytes.length;
    const run: IdRun = { number, filter, ids: held, size: room, newest: Number.NEGATIVE_INFINITY };
    for (let after = '', left = held; left > 0; left -= IDS_AT_ONCE) {
      const rows = this.#page.all(partitionId, number, after) as { id: string; recordTime: number }[];
      for (const { id, recordTime } of rows) {
        filter.add(hashId(id));
        run.newest = newestOf(run.newest, recordTime);
      }
      after = rows.at(-1)!.id;
    }
    return run;
  }

  /** Whether a filter has to go for another one. */
  get isFull(): boolean {
    return this.#filterBytes > MAX_FILTER_BYTES;
  }

  letGo(run: IdRun): void {
    this.#filterBytes -= run.filter?.bytes.length ?? 0;
    run.filter = undefined;
  }

  writeClosed(partitionId: number, { number, ids, newest, filter }: IdRun): void {
    this.#close.run(partitionId, number, ids, Number.isFinite(newest) ? newest : null, filter!.bytes);
  }

  forget(partitionId: number, run: IdRun): void {
    this.letGo(run);
    this.#forget.run(partitionId, run.number);
    this.#forgetRun.run(partitionId, run.number);
  }

  #room(bytes: number): boolean {
    if (this.#filterBytes + bytes > MAX_FILTER_BYTES) return false;
    this.#filterBytes += bytes;
    return true;
  }
}

/** An id without a record time is kept for ever, and its run with it. */
export function newestOf(newest: number, recordTime: number): number {
  return recordTime < 0 ? Number.POSITIVE_INFINITY : Math.max(newest, recordTime);
}
