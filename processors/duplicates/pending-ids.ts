/** Ids seen since the last commit, in the order in which they came, found by their hash. */
import type { IdHash } from './id-filter.js';
import type { SeenId } from './id-spans.js';

const CHAINS = 4096;
const NONE = -1;

/** More than wait for a commit; with it a place and what it is sorted by fit into a double. */
const MAX_PLACES = 2 ** 22;

export class PendingIds {
  readonly #ids: string[] = [];
  /** By place in `#ids`. */
  #hash = new Uint32Array(256);
  #run = new Int32Array(256);
  #recordTime = new Float64Array(256);
  /** The last id of each chain, and the one before each id in its chain. */
  readonly #last = new Int32Array(CHAINS).fill(NONE);
  #before = new Int32Array(256);

  add(id: string, { a }: IdHash, hash: number, run: number, recordTime: number): void {
    const place = this.#ids.push(id) - 1;
    if (place === this.#hash.length) this.#grow();
    this.#hash[place] = hash;
    this.#run[place] = run;
    this.#recordTime[place] = recordTime;
    const chain = a >>> 20;
    this.#before[place] = this.#last[chain]!;
    this.#last[chain] = place;
  }

  /** The last one of the id, or undefined. */
  find(id: string, { a }: IdHash): SeenId | undefined {
    for (let place = this.#last[a >>> 20]!; place !== NONE; place = this.#before[place]!) {
      if (this.#ids[place] === id) return { hash: this.#hash[place]!, recordTime: this.#recordTime[place]! };
    }
    return undefined;
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Nearly in the order of their runs and first characters: rows are put quickest next to each other. */
  inOrder(take: (id: string, run: number, hash: number, recordTime: number) => void): void {
    const ids = this.#ids;
    const keys = new Float64Array(ids.length);
    for (let place = 0; place < keys.length; place++) {
      const id = ids[place]!;
      let start = 0;
      for (let i = 0; i < 4; i++) start = (start << 7) | Math.min(id.charCodeAt(i) || 0, 127);
      const run = this.#run[place]! - this.#run[0]!;
      keys[place] = (Math.min(run, 7) * 2 ** 28 + start) * MAX_PLACES + place;
    }
    for (const key of keys.sort()) {
      const place = key % MAX_PLACES;
      take(ids[place]!, this.#run[place]!, this.#hash[place]!, this.#recordTime[place]!);
    }
  }

  clear(): void {
    this.#ids.length = 0;
    this.#last.fill(NONE);
  }

  #grow(): void {
    const length = 2 * this.#hash.length;
    const [hash, run, before] = [new Uint32Array(length), new Int32Array(length), new Int32Array(length)];
    const recordTime = new Float64Array(length);
    hash.set(this.#hash);
    run.set(this.#run);
    before.set(this.#before);
    recordTime.set(this.#recordTime);
    this.#hash = hash;
    this.#run = run;
    this.#before = before;
    this.#recordTime = recordTime;
  }
}
