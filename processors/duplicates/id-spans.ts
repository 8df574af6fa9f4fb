/**
 * The tables of ids that are not SOURCE-NUMBER. They lie run by run, so that a commit writes to few pages however many
 * ids are remembered. So many runs that followed each other are a span, with a filter that says which ids are in none of
 * them. A day that is over goes span by span. With a span that is complete its filter is kept, which spares reading the
 * ids when a processor starts.
 */
import type { Statement } from 'better-sqlite3';
import {
  BUCKETS,
  bucketOf,
  bucketWriter,
  eachId,
  findId,
  hashId,
  type IdHash,
  type SeenId,
} from '../store/id-buckets.js';
import type { Db } from '../store/open.js';
import { IdFilter } from './id-filter.js';
import { IdRun } from './id-run.js';

/** Bytes of filters in memory: those of 64 million ids. */
const MAX_FILTER_BYTES = 128 * 1024 * 1024;

export interface IdSpan {
  /** Its runs by number, both included. */
  readonly first: number;
  last: number;
  /** Undefined where memory has no room for it: then only its rows tell. */
  filter: IdFilter | undefined;
  /** How many ids it holds so far, and how many it is to hold. */
  ids: number;
  readonly size: number;
  /** The record time of its last id, ms; Infinity while it has ids that came before any record had a time. */
  newest: number;
}

interface Bucket {
  readonly run: number;
  readonly bucket: number;
  readonly ids: Buffer;
}

export class IdSpans {
  readonly write: (partitionId: number, run: number, bucket: number, ids: Buffer) => void;
  #filterBytes = 0;
  readonly #select: Statement;
  readonly #closed: Statement;
  readonly #after: Statement;
  readonly #close: Statement;
  readonly #forget: Statement;
  readonly #forgetSpan: Statement;

  constructor(db: Db) {
    this.write = bucketWriter(db);
    this.#select = db
      .prepare('SELECT ids FROM seen_ids WHERE partition_id = ? AND run = ? AND bucket = ?')
      .pluck();
    this.#closed = db.prepare(
      `SELECT first_run AS first, last_run AS last, ids, newest, filter FROM seen_spans
       WHERE partition_id = ? ORDER BY first_run DESC`,
    );
    this.#after = db.prepare(
      `SELECT run, bucket, ids FROM seen_ids
       WHERE partition_id = ? AND (run, bucket) > (?, ?) ORDER BY run, bucket LIMIT 1`,
    );
    this.#close = db.prepare('INSERT INTO seen_spans VALUES (?, ?, ?, ?, ?, ?)');
    this.#forget = db.prepare('DELETE FROM seen_ids WHERE partition_id = ? AND run BETWEEN ? AND ?');
    this.#forgetSpan = db.prepare('DELETE FROM seen_spans WHERE partition_id = ? AND first_run = ?');
  }

  find(partitionId: number, run: number, id: string, hashed: IdHash): SeenId | undefined {
    const bucket = this.#select.get(partitionId, run, bucketOf(hashed)) as Buffer | undefined;
    return bucket && findId(bucket, id);
  }

  /** Whether a partition has ids in runs after this one. */
  hasAfter(partitionId: number, run: number): boolean {
    return this.#after.get(partitionId, run, BUCKETS) !== undefined;
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
      filter: this.#hasRoom(filter.length) ? this.#counted(IdFilter.from(filter)) : undefined,
      ids,
      size: ids,
      newest: newest ?? Number.POSITIVE_INFINITY,
    }));
    return spans.reverse();
  }

  /**
   * The span that begins after `run`, with what it holds already, and room for as many ids as that at least; and its last
   * run, to be filled further.
   */
  openAfter(partitionId: number, run: number, size: number): { span: IdSpan; last: IdRun } {
    let last = new IdRun(run + 1);
    let ids = 0;
    const times: number[] = [];
    const hashes: number[] = [];
    for (const { run: number, bucket, ids: bytes } of this.#bucketsAfter(partitionId, run)) {
      if (number !== last.number) last = new IdRun(number);
      last.load(bucket, bytes);
      ids += eachId(bytes, (id, recordTime) => {
        const { a, b } = hashId(id);
        hashes.push(a, b);
        times.push(recordTime);
      });
    }
    let room = size;
    while (room < ids) room *= 2;
    const filter = this.#counted(IdFilter.for(room));
    for (let i = 0; i < hashes.length; i += 2) filter.add({ a: hashes[i]!, b: hashes[i + 1]! });
    const newest = times.reduce(newestOf, Number.NEGATIVE_INFINITY);
    return { span: { first: run + 1, last: last.number, filter, ids, size: room, newest }, last };
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

  *#bucketsAfter(partitionId: number, run: number): Generator<Bucket> {
    let after = [run, BUCKETS];
    for (;;) {
      const found = this.#after.get(partitionId, ...after) as Bucket | undefined;
      if (found === undefined) return;
      yield found;
      after = [found.run, found.bucket];
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
