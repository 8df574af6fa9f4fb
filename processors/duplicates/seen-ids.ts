/**
 * Ids of one partition that are not of the form SOURCE-NUMBER (UUIDs, say): remembered for a day of record time.
 *
 * Nearly all of them are new, and a filter in memory says so without a look into the database: 2 bytes an id, 128 MiB
 * at the most, which is 64 million ids of a day. Where more are remembered, the oldest ones are looked up for every id.
 * The verdict is always that of the rows.
 */
import { hashId, type IdHash, type SeenId } from '../store/id-buckets.js';
import type { IdRun } from './id-run.js';
import { type IdSpan, type IdSpans, newestOf } from './id-spans.js';
import { REMEMBERED, type Sighting } from './sighting.js';

/** Ids in a span. Where many are remembered spans are larger, so that there are few filters to ask. */
const SMALLEST_SPAN = 65_536;
const LARGEST_SPAN = 1_048_576;
const FEW_SPANS = 16;

export class SeenIds {
  /** The oldest first; the last one is being filled. Undefined until an id is seen. */
  #spans: IdSpan[] | undefined;
  /** Spans that are complete since the last commit. */
  readonly #complete: IdSpan[] = [];
  /** Runs with ids that are not written yet; the last one is being filled. */
  #runs: IdRun[] = [];

  constructor(
    readonly tables: IdSpans,
    readonly partitionId: number,
  ) {}

  see(id: string, hash: number, recordTime: number): Sighting {
    this.#spans ??= this.#load();
    const hashed = hashId(id);
    const before = this.#find(this.#spans, id, hashed);
    if (before !== undefined && isRemembered(before, recordTime)) {
      return before.hash === hash || before.hash === UNKNOWN_HASH ? 'duplicate' : 'conflicting';
    }
    const span = this.#openSpan(this.#spans);
    span.filter!.add(hashed);
    span.ids++;
    span.newest = newestOf(span.newest, recordTime);
    this.#runs.at(-1)!.add(id, hashed, hash, recordTime);
    return 'new';
  }

  write(): void {
    if (this.#spans === undefined) return;
    for (const run of this.#runs) {
      run.write((bucket, bytes) => this.tables.write(this.partitionId, run.number, bucket, bytes));
    }
    for (const span of this.#complete) this.tables.writeClosed(this.partitionId, span);
    this.#complete.length = 0;
    const last = this.#runs.at(-1)!;
    if (last.isEnough) last.restart(++this.#spans.at(-1)!.last);
    this.#runs = [last];
  }

  /** Forgets spans that are over; to be called when everything is written. */
  forgetBefore(recordTime: number): void {
    if (this.#spans === undefined && !this.tables.hasAfter(this.partitionId, 0)) return;
    this.#spans ??= this.#load();
    const over = this.#spans.filter((span) => span.ids > 0 && span.newest < recordTime);
    if (over.length === 0) return;
    for (const span of over) this.tables.forget(this.partitionId, span);
    const open = this.#spans.at(-1)!;
    this.#spans = this.#spans.filter((span) => !over.includes(span));
    if (!over.includes(open)) return;
    this.#runs = [];
    this.#spans.push(this.#openAfter(this.#spans, open.last));
  }

  /** The newest runs first: an id may have come again after its day. */
  #find(spans: readonly IdSpan[], id: string, hashed: IdHash): SeenId | undefined {
    for (let i = spans.length - 1; i >= 0; i--) {
      const { filter, first, last } = spans[i]!;
      if (filter !== undefined && !filter.mayHave(hashed)) continue;
      for (let run = last; run >= first; run--) {
        const inMemory = this.#runs.find(({ number }) => number === run);
        const found = inMemory?.find(id, hashed) ?? this.tables.find(this.partitionId, run, id, hashed);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #openSpan(spans: IdSpan[]): IdSpan {
    const last = spans.at(-1)!;
    if (last.ids < last.size) return last;
    this.#complete.push(last);
    const next = this.#openAfter(spans, last.last);
    spans.push(next);
    // Never that of a span whose filter is still to be written.
    const oldest = spans.find((span) => span.filter !== undefined && !this.#complete.includes(span));
    if (this.tables.isFull && oldest !== undefined && oldest !== next) this.tables.letGo(oldest);
    return next;
  }

  #load(): IdSpan[] {
    const closed = this.tables.closed(this.partitionId);
    return [...closed, this.#openAfter(closed, closed.at(-1)?.last ?? 0)];
  }

  #openAfter(spans: readonly IdSpan[], run: number): IdSpan {
    const { span, last } = this.tables.openAfter(this.partitionId, run, spanSize(spans));
    this.#runs.push(last);
    return span;
  }
}

/** Of ids that were written before hashes were made as they are now. */
const UNKNOWN_HASH = 0;

function spanSize(spans: readonly IdSpan[]): number {
  const ids = spans.reduce((sum, span) => sum + span.ids, 0);
  let size = SMALLEST_SPAN;
  while (size < LARGEST_SPAN && size * FEW_SPANS < ids) size *= 2;
  return size;
}

/**
 * The exact day is part of the verdict: rows that have not been deleted yet must not count for longer. An id that
 * came before any record had a time (−1) is kept for ever.
 */
function isRemembered(before: SeenId, recordTime: number): boolean {
  return before.recordTime < 0 || recordTime - before.recordTime <= REMEMBERED;
}
