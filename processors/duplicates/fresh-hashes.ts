/**
 * Hashes of the events that were accepted since the last commit, in the order in which they came. Those of a block of
 * numbers form a chain, the last one first.
 */

/** What is remembered of the records of a batch. In columns: a number handed on by itself may cost an object. */
export interface IdColumns {
  /** Of SOURCE-NUMBER ids. */
  readonly numbers: Float64Array;
  /** Of the events' bytes, never 0. */
  readonly hashes: Uint32Array;
  /** The largest Fluvio timestamp of the partition up to the record, ms. */
  readonly recordTimes: Float64Array;
}

/** Bytes of one stored hash: the number within the block (u16) and the hash (u32), little-endian. */
const HASH_ENTRY = 6;

/** The end of every chain, and the whole chain of a block without fresh hashes. */
export const NONE = -1;

export interface EncodedHashes {
  readonly hashes: Buffer;
  /** Index of the number that was accepted first. */
  readonly first: number;
  /** The largest record time of them, ms. */
  readonly recordTime: number;
}

export class FreshHashes {
  #index = new Uint16Array(1024);
  #hash = new Uint32Array(1024);
  #recordTime = new Float64Array(1024);
  #before = new Int32Array(1024);
  #used = 0;

  /**
   * @param chain that of the block so far
   * @param index of the number within its block
   * @param i of the record
   * @returns the block's chain from now on
   */
  add(chain: number, index: number, { hashes, recordTimes }: IdColumns, i: number): number {
    const entry = this.#used++;
    if (entry === this.#hash.length) this.#grow();
    this.#index[entry] = index;
    this.#hash[entry] = hashes[i]!;
    this.#recordTime[entry] = recordTimes[i]!;
    this.#before[entry] = chain;
    return entry;
  }

  /** The hash of a number, or undefined when it is none of the fresh ones. */
  find(chain: number, index: number): number | undefined {
    for (let entry = chain; entry !== NONE; entry = this.#before[entry]!) {
      if (this.#index[entry] === index) return this.#hash[entry];
    }
    return undefined;
  }

  /** A chain that is not empty, in the order in which its numbers came. */
  encode(chain: number): EncodedHashes {
    let count = 0;
    let first = 0;
    for (let entry = chain; entry !== NONE; entry = this.#before[entry]!) {
      first = this.#index[entry]!;
      count++;
    }
    const hashes = Buffer.allocUnsafe(count * HASH_ENTRY);
    let at = hashes.length;
    for (let entry = chain; entry !== NONE; entry = this.#before[entry]!) {
      at -= HASH_ENTRY;
      const hash = this.#hash[entry]!;
      hashes[at] = this.#index[entry]!;
      hashes[at + 1] = this.#index[entry]! >> 8;
      hashes[at + 2] = hash;
      hashes[at + 3] = hash >> 8;
      hashes[at + 4] = hash >> 16;
      hashes[at + 5] = hash >> 24;
    }
    // Record times only grow within a partition.
    return { hashes, first, recordTime: this.#recordTime[chain]! };
  }

  clear(): void {
    this.#used = 0;
  }

  #grow(): void {
    const { length } = this.#hash;
    const [index, hash, before] = [
      new Uint16Array(2 * length),
      new Uint32Array(2 * length),
      new Int32Array(2 * length),
    ];
    const recordTime = new Float64Array(2 * length);
    index.set(this.#index);
    hash.set(this.#hash);
    before.set(this.#before);
    recordTime.set(this.#recordTime);
    this.#index = index;
    this.#hash = hash;
    this.#before = before;
    this.#recordTime = recordTime;
  }
}

/** The hash of a number in what `encode` made, or undefined. */
export function findHash(encoded: Buffer, index: number): number | undefined {
  for (let at = 0; at < encoded.length; at += HASH_ENTRY) {
    if (encoded.readUInt16LE(at) === index) return encoded.readUInt32LE(at + 2);
  }
  return undefined;
}
