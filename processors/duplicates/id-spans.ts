/**
 * The tables of ids that are not SOURCE-NUMBER. Rows lie run by run, those of a run in order: a run is what one commit
 * wrote of a partition, or a few small ones, so that rows are put where the last ones were and not all over the table.
 * So many runs that followed each other are a span, with a filter that says which ids are in none of them. A day that is
 * over goes span by span. With a span that is complete its filter is kept, which spares reading the ids at a start.
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

export interface IdSpan {
  /** Its runs by number, both included. */
  readonly first: number;
  last: number;
  /** How many ids its last run has in the database. */
  idsOfLast: number;
  /** Undefined where memory has no room for it: then only its rows tell. */
  filter: IdFilter | undefined;
  /** How many ids it holds so far, and how many it is to hold. */
  ids: number;
  readonly size: number;
  /** The record time of its last id, ms; Infinity while it has ids that came before any record had a time. */
  newest: number;
}

export class IdSpans {
  readonly rows: BulkRows;
  #filterBytes = 0;
  readonly #select: Statement;
  readonly #closed: Statement;
  readonly #runsAfter: Statement;
  readonly #page: Statement;
  readonly #close: Statement;
  readonly #forget: Statement;
  readonly #forgetSpan: Statement;

  constructor(db: Db) {
    const columns = 'partition_id, run, event_id, hash, record_time';
    this.rows = new BulkRows(db, `INSERT OR REPLACE INTO seen_ids (${columns})`, 5);
    this.#select = db.prepare(
      'SELECT hash, record_time AS recordTime FROM seen_ids WHERE partition_id = ? AND run = ? AND event_id = ?',
    );
    this.#closed = db.prepare(
      `SELECT first_run AS first, last_run AS last, ids, newest, filter FROM seen_spans
       WHERE partition_id = ? ORDER BY first_run DESC`,
    );
    this.#runsAfter = db
      .prepare(
        'SELECT run, count(*) FROM seen_ids WHERE partition_id = ? AND run > ? GROUP BY run ORDER BY run',
      )
      .raw();
    this.#page = db
      .prepare(
        `SELECT event_id, record_time FROM seen_ids
         WHERE partition_id = ? AND run = ? AND event_id > ? ORDER BY event_id LIMIT ${IDS_AT_ONCE}`,
      )
      .raw();
    this.#close = db.prepare('INSERT INTO seen_spans VALUES (?, ?, ?, ?, ?, ?)');
    this.#forget = db.prepare('DELETE FROM seen_ids WHERE partition_id = ? AND run BETWEEN ? AND ?');
    this.#forgetSpan = db.prepare('DELETE FROM seen_spans WHERE partition_id = ? AND first_run = ?');
  }

  find(partitionId: number, run: number, id: string): SeenId | undefined {
    return this.#select.get(partitionId, run, id) as SeenId | undefined;
  }

  /** Whether a partition has ids in runs after this one. */
  hasAfter(partitionId: number, run: number): boolean {
    return this.#runsAfter.get(partitionId, run) !== undefined;
  }

  /** The spans of a partition that are complete, the oldest first. */
  closed(partitionId: number): IdSpan[] {
    const rows = this.#closed.all(partitionId) as {
      first: number;
      last: number;
      ids: number;
      newest: number | null;
      filter: Buffer;
    }[];
    const spans = rows.map(({ first, last, ids, newest, filter }) => ({
      first,
      last,
      idsOfLast: ids,
      filter: this.#hasRoom(filter.length) ? this.#counted(IdFilter.from(filter)) : undefined,
      ids,
      size: ids,
      newest: newest ?? Number.POSITIVE_INFINITY,
    }));
    return spans.reverse();
  }

  /** The span that begins after `run`, with what it holds already, and room for as many ids as that at least. */
  openAfter(partitionId: number, run: number, size: number): IdSpan {
    const runs = this.#runsAfter.all(partitionId, run) as [run: number, ids: number][];
    const ids = runs.reduce((sum, [, count]) => sum + count, 0);
    let room = size;
    while (room < ids) room *= 2;
    const filter = this.#counted(IdFilter.for(room));
    const [last, idsOfLast] = runs.at(-1) ?? [run + 1, 0];
    const newest = Number.NEGATIVE_INFINITY;
    const span: IdSpan = { first: run + 1, last, idsOfLast, filter, ids, size: room, newest };
    for (const [number, count] of runs) this.#read(partitionId, number, count, span);
    return span;
  }

  /** Whether a filter has to go for another one. */
  get isFull(): boolean {
    return !this.#hasRoom(0);
  }

  letGo(span: IdSpan): void {
    this.#filterBytes -= span.filter?.bytes.length ?? 0;
    span.filter = undefined;
  }

  writeClosed(partitionId: number, { first, last, ids, newest, filter }: IdSpan): void {
    const time = Number.isFinite(newest) ? newest : null;
    this.#close.run(partitionId, first, last, ids, time, filter!.bytes);
  }

  forget(partitionId: number, span: IdSpan): void {
    this.letGo(span);
    this.#forget.run(partitionId, span.first, span.last);
    this.#forgetSpan.run(partitionId, span.first);
  }

  #read(partitionId: number, run: number, count: number, span: IdSpan): void {
    for (let after = '', left = count; left > 0; left -= IDS_AT_ONCE) {
      const rows = this.#page.all(partitionId, run, after) as [id: string, recordTime: number][];
      for (const [id, recordTime] of rows) {
        span.filter!.add(hashId(id));
        span.newest = newestOf(span.newest, recordTime);
      }
      after = rows.at(-1)![0];
    }
  }

  #counted(filter: IdFilter): IdFilter {
    this.#filterBytes += filter.bytes.length;
    return filter;
  }

  #hasRoom(bytes: number): boolean {
    return this.#filterBytes + bytes <= MAX_FILTER_BYTES;
  }
}

/** An id without a record time is kept for ever, and its span with it. */
export function newestOf(newest: number, recordTime: number): number {
  return recordTime < 0 ? Number.POSITIVE_INFINITY : Math.max(newest, recordTime);
}
