/**
 * Ids of one partition that are not of the form SOURCE-NUMBER (UUIDs, say): remembered for a day of record time.
 *
 * Nearly all of them are new, and a filter in memory says so without a look into the database: 2 bytes an id, 128 MiB
 * at the most, which is 64 million ids of a day. Where more are remembered, the oldest ones are looked up for every id.
 * The verdict is always that of the rows.
 */
import { hashId, type IdHash } from './id-filter.js';
import { type IdSpan, type IdSpans, newestOf, type SeenId } from './id-spans.js';
import { PendingIds } from './pending-ids.js';
import { REMEMBERED, type Sighting } from './sighting.js';

/** Ids in a span. Where many are remembered spans are larger, so that there are few filters to ask. */
const SMALLEST_SPAN = 65_536;
const LARGEST_SPAN = 1_048_576;
const FEW_SPANS = 16;

/** With so many ids a run gets no more of them. */
const IDS_IN_RUN = 4096;

export class SeenIds {
  /** The oldest first; the last one is being filled. Undefined until an id is seen. */
  #spans: IdSpan[] | undefined;
  /** Spans that are complete since the last commit. */
  readonly #complete: IdSpan[] = [];
  readonly #pending = new PendingIds();

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
    this.#pending.add(id, hashed, hash, span.last, recordTime);
    return 'new';
  }

  write(): void {
    if (this.#pending.size === 0) return;
    const { rows } = this.tables;
    const open = this.#spans!.at(-1)!;
    this.#pending.inOrder((id, run, hash, recordTime) => {
      rows.put(this.partitionId).put(run).put(id).put(hash).put(recordTime);
      if (run === open.last) open.idsOfLast++;
    });
    rows.flush();
    this.#pending.clear();
    for (const span of this.#complete) this.tables.writeClosed(this.partitionId, span);
    this.#complete.length = 0;
    if (open.idsOfLast < IDS_IN_RUN) return;
    open.last++;
    open.idsOfLast = 0;
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
    if (over.includes(open)) this.#spans.push(this.#openAfter(open.last));
  }

  /** The newest runs first: an id may have come again after its day. */
  #find(spans: readonly IdSpan[], id: string, hashed: IdHash): SeenId | undefined {
    for (let i = spans.length - 1; i >= 0; i--) {
      const { filter, first, last } = spans[i]!;
      if (filter !== undefined && !filter.mayHave(hashed)) continue;
      const pending = this.#pending.find(id, hashed);
      if (pending !== undefined) return pending;
      for (let run = last; run >= first; run--) {
        const found = this.tables.find(this.partitionId, run, id);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #openSpan(spans: IdSpan[]): IdSpan {
    const last = spans.at(-1)!;
    if (last.ids < last.size) return last;
    this.#complete.push(last);
    const next = this.#openAfter(last.last);
    spans.push(next);
    // Never that of a span whose filter is still to be written.
    const oldest = spans.find((span) => span.filter !== undefined && !this.#complete.includes(span));
    if (this.tables.isFull && oldest !== undefined && oldest !== next) this.tables.letGo(oldest);
    return next;
  }

  #load(): IdSpan[] {
    this.#spans = this.tables.closed(this.partitionId);
    return [...this.#spans, this.#openAfter(this.#spans.at(-1)?.last ?? 0)];
  }

  #openAfter(run: number): IdSpan {
    return this.tables.openAfter(this.partitionId, run, spanSize(this.#spans!));
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
