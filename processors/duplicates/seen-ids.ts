/**
 * Ids of one partition that are not of the form SOURCE-NUMBER (UUIDs, say): remembered for a day of record time.
 *
 * Nearly all of them are new, and a filter in memory says so without a look into the database: 2 bytes an id, 128 MiB
 * at the most, which is 64 million ids of a day. Where more are remembered, the oldest ones are looked up for every id.
 * The verdict is always that of the rows.
 */
import { hashId, type IdHash } from './id-filter.js';
import { type IdRun, type IdRuns, newestOf, type SeenId } from './id-runs.js';
import { PendingIds } from './pending-ids.js';
import { REMEMBERED, type Sighting } from './sighting.js';

/** Ids in a run. Where many are remembered runs are larger, so that there are few of them to ask. */
const SMALLEST_RUN = 65_536;
const LARGEST_RUN = 1_048_576;
const FEW_RUNS = 16;

export class SeenIds {
  /** The oldest first; the last one is being filled. Undefined until an id is seen. */
  #runs: IdRun[] | undefined;
  /** Runs that are complete since the last commit. */
  readonly #complete: IdRun[] = [];
  readonly #pending = new PendingIds();

  constructor(
    readonly tables: IdRuns,
    readonly partitionId: number,
  ) {}

  see(id: string, hash: number, recordTime: number): Sighting {
    this.#runs ??= this.#load();
    const hashed = hashId(id);
    const before = this.#find(this.#runs, id, hashed);
    if (before !== undefined && isRemembered(before, recordTime)) {
      return before.hash === hash || before.hash === UNKNOWN_HASH ? 'duplicate' : 'conflicting';
    }
    const run = this.#openRun(this.#runs);
    run.filter!.add(hashed);
    run.ids++;
    run.newest = newestOf(run.newest, recordTime);
    this.#pending.add(id, hashed, hash, run.number, recordTime);
    return 'new';
  }

  write(): void {
    if (this.#pending.ids.length === 0) return;
    const { rows } = this.tables;
    this.#pending.forEach((id, run, hash, recordTime) => {
      rows.put(this.partitionId).put(run).put(id).put(hash).put(recordTime);
    });
    rows.flush();
    this.#pending.clear();
    for (const run of this.#complete) this.tables.writeClosed(this.partitionId, run);
    this.#complete.length = 0;
  }

  /** Forgets runs that are over; to be called when everything is written. */
  forgetBefore(recordTime: number): void {
    if (this.#runs === undefined && this.tables.last(this.partitionId) === undefined) return;
    this.#runs ??= this.#load();
    const over = this.#runs.filter((run) => run.ids > 0 && run.newest < recordTime);
    if (over.length === 0) return;
    for (const run of over) this.tables.forget(this.partitionId, run);
    const open = this.#runs.at(-1)!;
    this.#runs = this.#runs.filter((run) => !over.includes(run));
    if (over.includes(open)) this.#runs.push(this.tables.open(this.partitionId, open.number, open.size));
  }

  /** The newest runs first: an id may have come again after its day. */
  #find(runs: readonly IdRun[], id: string, hashed: IdHash): SeenId | undefined {
    for (let i = runs.length - 1; i >= 0; i--) {
      const { filter, number } = runs[i]!;
      if (filter !== undefined && !filter.mayHave(hashed)) continue;
      const found = this.#pending.find(id, hashed) ?? this.tables.find(this.partitionId, number, id);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #openRun(runs: IdRun[]): IdRun {
    const last = runs.at(-1)!;
    if (last.ids < last.size) return last;
    this.#complete.push(last);
    const next = this.tables.open(this.partitionId, last.number + 1, runSize(runs));
    runs.push(next);
    // Never that of a run whose filter is still to be written.
    const oldest = runs.find((run) => run.filter !== undefined && !this.#complete.includes(run));
    if (this.tables.isFull && oldest !== undefined && oldest !== next) this.tables.letGo(oldest);
    return next;
  }

  #load(): IdRun[] {
    const closed = this.tables.closed(this.partitionId);
    const number = Math.max((closed.at(-1)?.number ?? 0) + 1, this.tables.last(this.partitionId) ?? 1);
    const open = this.tables.open(this.partitionId, number, runSize(closed));
    return [...closed, open];
  }
}

/** Of ids that were written before hashes were made as they are now. */
const UNKNOWN_HASH = 0;

function runSize(runs: readonly IdRun[]): number {
  const ids = runs.reduce((sum, run) => sum + run.ids, 0);
  let size = SMALLEST_RUN;
  while (size < LARGEST_RUN && size * FEW_RUNS < ids) size *= 2;
  return size;
}

/**
 * The exact day is part of the verdict: rows that have not been deleted yet must not count for longer. An id that
 * came before any record had a time (−1) is kept for ever.
 */
function isRemembered(before: SeenId, recordTime: number): boolean {
  return before.recordTime < 0 || recordTime - before.recordTime <= REMEMBERED;
}
