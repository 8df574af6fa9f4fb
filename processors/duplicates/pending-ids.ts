/** Ids seen since the last commit, in the order in which they came, found by their hash. */
import type { IdHash } from './id-filter.js';
import type { SeenId } from './id-runs.js';

const CHAINS = 4096;
const NONE = -1;

export class PendingIds {
  readonly ids: string[] = [];
  /** By place in `ids`. */
  #hash = new Uint32Array(256);
  #run = new Int32Array(256);
  #recordTime = new Float64Array(256);
  /** The last id of each chain, and the one before each id in its chain. */
  readonly #last = new Int32Array(CHAINS).fill(NONE);
  #before = new Int32Array(256);

  add(id: string, { a }: IdHash, hash: number, run: number, recordTime: number): void {
    const place = this.ids.push(id) - 1;
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
      if (this.ids[place] === id) return { hash: this.#hash[place]!, recordTime: this.#recordTime[place]! };
    }
    return undefined;
  }

  forEach(take: (id: string, run: number, hash: number, recordTime: number) => void): void {
    for (let place = 0; place < this.ids.length; place++) {
      take(this.ids[place]!, this.#run[place]!, this.#hash[place]!, this.#recordTime[place]!);
    }
  }

  clear(): void {
    this.ids.length = 0;
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
