/**
 * Says of an id that it is surely not in a set, or that it may be (a blocked Bloom filter). With 16 bits an id, five of
 * them set within one cache line, two ids in a thousand that are not in the set pass for ones that may be.
 */

import type { IdHash } from '../store/id-buckets.js';

const BITS_AN_ID = 16;
/** 512 bits: a cache line. */
const WORDS_A_BLOCK = 16;

export class IdFilter {
  readonly #words: Uint32Array;
  readonly #blocks: number;

  /** @param words those of `bytes`, or zeros for an empty set; a power of 2 of them */
  private constructor(words: Uint32Array) {
    this.#words = words;
    this.#blocks = words.length / WORDS_A_BLOCK;
  }

  /** @param ids how many there will be; a power of 2, at least 32 */
  static for(ids: number): IdFilter {
    return new IdFilter(new Uint32Array((ids * BITS_AN_ID) / 32));
  }

  /** From what `bytes` gave. */
  static from(bytes: Uint8Array): IdFilter {
    const words = new Uint32Array(bytes.length / 4);
    new Uint8Array(words.buffer).set(bytes);
    return new IdFilter(words);
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.#words.buffer);
  }

  add({ a, b }: IdHash): void {
    const words = this.#words;
    const block = (a & (this.#blocks - 1)) * WORDS_A_BLOCK;
    words[block + ((b >>> 5) & 15)]! |= 1 << (b & 31);
    words[block + ((b >>> 14) & 15)]! |= 1 << ((b >>> 9) & 31);
    words[block + ((b >>> 23) & 15)]! |= 1 << ((b >>> 18) & 31);
    const c = Math.imul(a ^ (b >>> 7), 0x9e3779b1);
    words[block + ((c >>> 28) & 15)]! |= 1 << ((c >>> 23) & 31);
    words[block + ((c >>> 19) & 15)]! |= 1 << ((c >>> 14) & 31);
  }

  mayHave({ a, b }: IdHash): boolean {
    const words = this.#words;
    const block = (a & (this.#blocks - 1)) * WORDS_A_BLOCK;
    if ((words[block + ((b >>> 5) & 15)]! & (1 << (b & 31))) === 0) return false;
    if ((words[block + ((b >>> 14) & 15)]! & (1 << ((b >>> 9) & 31))) === 0) return false;
    if ((words[block + ((b >>> 23) & 15)]! & (1 << ((b >>> 18) & 31))) === 0) return false;
    const c = Math.imul(a ^ (b >>> 7), 0x9e3779b1);
    if ((words[block + ((c >>> 28) & 15)]! & (1 << ((c >>> 23) & 31))) === 0) return false;
    return (words[block + ((c >>> 19) & 15)]! & (1 << ((c >>> 14) & 31))) !== 0;
  }
}
