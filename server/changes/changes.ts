/**
 * Everything that is watched is read by one loop for all connections: once a second at the most, after a commit, and
 * for a part of the time only, so that requests are answered meanwhile.
 */
import { once } from 'node:events';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { Problem } from '../problem.js';
import type { ReadDatabase } from '../read-database.js';
import { ChangeStream } from './change-stream.js';
import { type Watchable, Watched } from './watched.js';

const EVERY_MS = 1000;
/** Of the time; the rest is for requests. */
const SHARE_OF_TIME = 0.25;

/** So much time readers have for the rest when the server stops, ms. */
const END_WITHIN_MS = 1000;

const MOST_CONNECTIONS = 200;
/** Of all that is watched: rows are kept in memory, for what changes. */
const MOST_ROWS = 50_000;

export interface ChangesParts {
  readonly read: ReadDatabase;
  /** Ms, of a clock that never goes back. */
  readonly clock: () => number;
  readonly onError: (error: unknown) => void;
}

export class Changes {
  readonly #watched = new Map<string, Watched>();
  readonly #streams = new Set<ChangeStream>();
  /** The connection, and its number of the last commit that was read. */
  #commit: readonly unknown[] = [];
  #isRunning = false;
  readonly #over = new AbortController();

  constructor(readonly parts: ChangesParts) {}

  /**
   * @param watches by the names that the reader has for them
   * @throws Problem 503 when there are too many already
   */
  open(watches: ReadonlyMap<string, Watchable>): ChangeStream {
    const rows = [...watches.values()]
      .filter(({ name }) => !this.#watched.has(name))
      .reduce((sum, one) => sum + one.rows, this.#rows());
    if (this.#streams.size >= MOST_CONNECTIONS || rows > MOST_ROWS || this.#over.signal.aborted)
      throw new Problem(503, 'busy', 'Too much is watched already. Try again later, or watch less.', 30);
    const places = [...watches].map(([asked, what]) => ({ asked, watched: this.#watch(what) }));
    const stream = new ChangeStream(places, this.parts.clock);
    this.#streams.add(stream);
    stream.once('close', () => this.#forget(stream));
    void this.#begin(stream);
    return stream;
  }

  /** Ends all connections: those that do not read in the middle of what they were sent. */
  async close(): Promise<void> {
    this.#over.abort();
    const closed = [...this.#streams].map((stream) => once(stream, 'close'));
    for (const stream of this.#streams) stream.push(null);
    await Promise.race([Promise.all(closed), sleep(END_WITHIN_MS, undefined, { ref: false })]);
    for (const stream of this.#streams) stream.destroy();
  }

  #rows(): number {
    return [...this.#watched.values()].reduce((sum, { what }) => sum + what.rows, 0);
  }

  #watch(what: Watchable): Watched {
    const watched = this.#watched.get(what.name) ?? new Watched(what);
    this.#watched.set(what.name, watched);
    watched.watchers++;
    return watched;
  }

  #forget(stream: ChangeStream): void {
    this.#streams.delete(stream);
    for (const { watched } of stream.places) {
      watched.watchers--;
      if (watched.watchers === 0) this.#watched.delete(watched.what.name);
    }
  }

  /** What nobody watched before is read at once. */
  async #begin(stream: ChangeStream): Promise<void> {
    await this.#refresh(stream.places.map(({ watched }) => watched).filter(isNew));
    if (!this.#isRunning) await this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    let took = 0;
    while (this.#streams.size > 0 && !this.#over.signal.aborted) {
      const pause = Math.max(EVERY_MS, took / SHARE_OF_TIME);
      await sleep(pause, undefined, { signal: this.#over.signal, ref: false }).catch(() => undefined);
      took = await this.#refresh(this.#due());
      for (const stream of this.#streams) stream.look();
    }
    this.#isRunning = false;
  }

  /** What may have changed since it was read. */
  #due(): Watched[] {
    const all = [...this.#watched.values()];
    try {
      const commit = this.parts.read((db) => [db, db.pragma('data_version', { simple: true })]) ?? [];
      // Each connection counts by itself: another database may be at the same number.
      const isCommitted = commit.some((part, i) => part !== this.#commit[i]);
      this.#commit = commit;
      return all.filter(({ what }) => isCommitted || !what.isOfDatabase);
    } catch {
      // Reading any of them tells what is wrong.
      return all;
    }
  }

  /** Returns how long the reading took, ms. */
  async #refresh(some: readonly Watched[]): Promise<number> {
    let took = 0;
    for (const watched of some) {
      await turn();
      if (watched.watchers === 0) continue;
      const start = this.parts.clock();
      try {
        watched.refresh();
        for (const stream of this.#streams) stream.tell();
      } catch (error) {
        this.parts.onError(error);
        this.#cutOff(watched);
      }
      took += this.parts.clock() - start;
    }
    return took;
  }

  /** Those for whom something cannot be read come again. Others who do not watch it go on. */
  #cutOff(unread: Watched): void {
    for (const stream of this.#streams)
      if (stream.places.some(({ watched }) => watched === unread)) stream.destroy();
  }
}

function isNew({ version }: Watched): boolean {
  return version === undefined;
}
