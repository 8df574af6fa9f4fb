/**
 * Blocks of consecutive numbers, each of one source in one partition, in columns: a bit for each number that was
 * accepted. A block has a place for as long as it is in memory; no object is made for one.
 */

/** Numbers in a block. */
export const BLOCK_SIZE = 2048;
const BLOCK_BYTES = BLOCK_SIZE / 8;

export class NumberBlocks {
  /** Row ids; given out when a block is first seen. */
  rowId = new Float64Array(0);
  partitionId = new Float64Array(0);
  /** Number of the block: it holds the numbers from `BLOCK_SIZE` times this on. */
  number = new Float64Array(0);
  readonly source: string[] = [];
  #bits = new Uint8Array(0);
  readonly #free: number[] = [];
  #used = 0;

  /** @param stored its bits, or undefined while it is not in the database; at most `BLOCK_SIZE` of them */
  add(
    partitionId: number,
    source: string,
    number: number,
    rowId: number,
    stored: Uint8Array | undefined,
  ): number {
    const place = this.#free.pop() ?? this.#used++;
    if (place >= this.number.length) this.#grow();
    this.rowId[place] = rowId;
    this.partitionId[place] = partitionId;
    this.number[place] = number;
    this.source[place] = source;
    if (stored !== undefined) this.#bits.set(stored, place * BLOCK_BYTES);
    return place;
  }

  remove(place: number): void {
    this.#bits.fill(0, place * BLOCK_BYTES, (place + 1) * BLOCK_BYTES);
    this.source[place] = '';
    this.#free.push(place);
  }

  /** Remembers a number, given by its index within the block; says whether it was there before. */
  put(place: number, index: number): boolean {
    const at = place * BLOCK_BYTES + (index >> 3);
    const byte = this.#bits[at]!;
    const bit = 1 << (index & 7);
    if ((byte & bit) !== 0) return true;
    this.#bits[at] = byte | bit;
    return false;
  }

  /** Up to the last byte that is not 0. */
  bitsOf(place: number): Uint8Array {
    const start = place * BLOCK_BYTES;
    let end = start + BLOCK_BYTES;
    while (end > start + 1 && this.#bits[end - 1] === 0) end--;
    return this.#bits.slice(start, end);
  }

  #grow(): void {
    const capacity = Math.max(256, 2 * this.number.length);
    this.rowId = grown(this.rowId, capacity);
    this.partitionId = grown(this.partitionId, capacity);
    this.number = grown(this.number, capacity);
    const bits = new Uint8Array(capacity * BLOCK_BYTES);
    bits.set(this.#bits);
    this.#bits = bits;
  }
}

function grown(column: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(column);
  return larger;
}
