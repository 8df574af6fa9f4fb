/**
 * A block of consecutive numbers of one source in one partition: a bit for each number accepted, and the hashes of the
 * events that were accepted since the last commit. Small where few numbers are known: most blocks of a million sources
 * hold a handful.
 */

/** Numbers in a block. */
export const BLOCK_SIZE = 2048;

/** Bytes of one stored hash: the number within the block (u16) and the hash (u32), little-endian. */
const HASH_ENTRY = 6;

export class NumberBlock {
  /** Hashes by number within the block, of events accepted since the last commit. */
  readonly fresh = new Map<number, number>();
  /** Largest record time of those, ms. */
  freshTime = 0;
  #bits: Uint8Array;

  /**
   * @param id row id; given out when the block is first seen
   * @param stored its bits, or undefined while it is not in the database
   */
  constructor(
    readonly id: number,
    stored: Uint8Array | undefined,
  ) {
    this.isStored = stored !== undefined;
    this.#bits = stored === undefined ? new Uint8Array(1) : new Uint8Array(stored);
  }

  isStored: boolean;

  get isDirty(): boolean {
    return this.fresh.size > 0;
  }

  /** Up to the last byte that is not 0. */
  get bits(): Uint8Array {
    let end = this.#bits.length;
    while (end > 1 && this.#bits[end - 1] === 0) end--;
    return this.#bits.subarray(0, end);
  }

  has(index: number): boolean {
    return ((this.#bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }

  add(index: number, hash: number, recordTime: number): void {
    const at = index >> 3;
    if (at >= this.#bits.length) this.#grow(at + 1);
    this.#bits[at]! |= 1 << (index & 7);
    this.fresh.set(index, hash);
    if (recordTime > this.freshTime) this.freshTime = recordTime;
  }

  /** To be called after a commit. */
  settle(): void {
    this.isStored = true;
    this.fresh.clear();
    this.freshTime = 0;
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(Math.min(BLOCK_SIZE / 8, Math.max(needed, 2 * this.#bits.length)));
    grown.set(this.#bits);
    this.#bits = grown;
  }
}

export function encodeHashes(hashes: ReadonlyMap<number, number>): Buffer {
  const bytes = Buffer.allocUnsafe(hashes.size * HASH_ENTRY);
  let at = 0;
  for (const [index, hash] of hashes) {
    bytes.writeUInt16LE(index, at);
    bytes.writeUInt32LE(hash, at + 2);
    at += HASH_ENTRY;
  }
  return bytes;
}

/** The hash of a number in what `encodeHashes` made, or undefined. */
export function findHash(encoded: Buffer, index: number): number | undefined {
  for (let at = 0; at < encoded.length; at += HASH_ENTRY) {
    if (encoded.readUInt16LE(at) === index) return encoded.readUInt32LE(at + 2);
  }
  return undefined;
}
