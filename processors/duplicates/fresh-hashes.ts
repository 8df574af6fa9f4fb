/**
 * Hashes of the events that were accepted since the last commit, in the order in which they came. Those of a block of
 * numbers form a chain, the last one first.
 */
import { NONE } from './number-blocks.js';

/** So many of a hash's bits are kept: of 16 million conflicting repeats one passes for an equal one. */
export const HASH_BITS = 24;
const KEPT = 2 ** HASH_BITS - 1;

export class FreshHashes {
  /** By entry: the number's index within its block, the hash, the entry before in the same chain. */
  index = new Uint16Array(1024);
  hash = new Uint32Array(1024);
  before = new Int32Array(1024);
  #used = 0;

  /** Makes room for so many more. */
  reach(more: number): void {
    const needed = this.#used + more;
    if (needed <= this.hash.length) return;
    const { index, hash, before } = this;
    this.index = new Uint16Array(2 * needed);
    this.hash = new Uint32Array(2 * needed);
    this.before = new Int32Array(2 * needed);
    this.index.set(index);
    this.hash.set(hash);
    this.before.set(before);
  }

  /**
   * To be called only where there is room.
   * @param chain that of the block so far
   * @returns the block's chain from now on
   */
  add(chain: number, index: number, hash: number): number {
    const entry = this.#used++;
    this.index[entry] = index;
    this.hash[entry] = hash & KEPT;
    this.before[entry] = chain;
    return entry;
  }

  /** What is kept of the hash of a number, or undefined when it is none of the fresh ones. */
  find(chain: number, index: number): number | undefined {
    for (let entry = chain; entry !== NONE; entry = this.before[entry]!) {
      if (this.index[entry] === index) return this.hash[entry];
    }
    return undefined;
  }

  clear(): void {
    this.#used = 0;
  }
}

/** Whether a kept hash is that of these bytes. */
export function isKeptOf(kept: number, hash: number): boolean {
  return kept === (hash & KEPT);
}
