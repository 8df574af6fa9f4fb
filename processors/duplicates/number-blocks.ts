/**
 * Blocks of consecutive numbers, each of one source in one partition, in columns: a bit for each number that was
 * accepted. A block has a place for as long as it is in memory; no object is made for one.
 */
import { BLOCK_BYTES, BLOCK_SIZE } from '../store/block-hashes.js';

/** The end of every chain, and the whole chain of a block without fresh hashes. */
export const NONE = -1;

export class NumberBlocks {
  /** Row ids; given out when a block is first seen. */
  rowId = new Float64Array(0);
  partitionId = new Float64Array(0);
  /** The first number of each. */
  start = new Float64Array(0);
  /** Chains of hashes that are not written yet (see fresh-hashes.ts); `NONE` of a block that is as in the database. */
  chain = new Int32Array(0);
  /** `BLOCK_BYTES` of each, the lowest bit of a byte first. */
  bits = new Uint8Array(0);
  readonly source: string[] = [];
  readonly #free: number[] = [];
  #used = 0;

  /** @param stored its bits, or undefined while it is not in the database; at most `BLOCK_SIZE` of them */
  add(
    partitionId: number,
    source: string,
    block: number,
    rowId: number,
    stored: Uint8Array | undefined,
  ): number {
    const place = this.#free.pop() ?? this.#used++;
    if (place >= this.start.length) this.#grow();
    this.rowId[place] = rowId;
    this.partitionId[place] = partitionId;
    this.start[place] = block * BLOCK_SIZE;
    this.source[place] = source;
    if (stored !== undefined) this.bits.set(stored, place * BLOCK_BYTES);
    return place;
  }

  remove(place: number): void {
    this.bits.fill(0, place * BLOCK_BYTES, (place + 1) * BLOCK_BYTES);
    this.source[place] = '';
    this.#free.push(place);
  }

  blockOf(place: number): number {
    return this.start[place]! / BLOCK_SIZE;
  }

  /** Up to the last byte that is not 0. */
  bitsOf(place: number): Uint8Array {
    const start = place * BLOCK_BYTES;
    let end = start + BLOCK_BYTES;
    while (end > start + 1 && this.bits[end - 1] === 0) end--;
    return this.bits.slice(start, end);
  }

  #grow(): void {
    const { length } = this.start;
    const capacity = Math.max(256, 2 * length);
    this.rowId = grown(this.rowId, new Float64Array(capacity));
    this.partitionId = grown(this.partitionId, new Float64Array(capacity));
    this.start = grown(this.start, new Float64Array(capacity));
    this.chain = grown(this.chain, new Int32Array(capacity).fill(NONE));
    this.bits = grown(this.bits, new Uint8Array(capacity * BLOCK_BYTES));
  }
}

function grown<A extends { set(from: A): void }>(column: A, larger: A): A {
  larger.set(column);
  return larger;
}
