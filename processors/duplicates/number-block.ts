/**
 * A block of consecutive numbers of one source in one partition: a bit for each number seen, and for a day of record
 * time the hash of its event's bytes.
 */

/** Numbers in a block. */
export const BLOCK_SIZE = 2048;

/** Bytes of one stored hash: the number within the block (u16) and the hash (u32), little-endian. */
const HASH_ENTRY = 6;

export class NumberBlock {
  readonly bits: Uint8Array;
  /** 0: none kept. Made when the first one is, since most blocks of many small sources hold few numbers. */
  #hashes: Uint32Array | undefined;
  #hashCount = 0;
  /** Largest record time of any number in it, ms; decides when the hashes may go. */
  recordTime = 0;
  /** Has numbers that are not written yet. */
  dirty = false;

  constructor(stored?: Uint8Array) {
    this.bits = stored === undefined ? new Uint8Array(BLOCK_SIZE / 8) : new Uint8Array(stored);
  }

  has(index: number): boolean {
    return (this.bits[index >> 3]! & (1 << (index & 7))) !== 0;
  }

  add(index: number, hash: number, recordTime: number): void {
    this.bits[index >> 3]! |= 1 << (index & 7);
    this.#setHash(index, hash);
    if (recordTime > this.recordTime) this.recordTime = recordTime;
    this.dirty = true;
  }

  /** The hash of an earlier event's bytes, or 0 when it is no longer kept. */
  hashOf(index: number): number {
    return this.#hashes?.[index] ?? 0;
  }

  loadHashes(stored: Buffer, recordTime: number): void {
    for (let at = 0; at < stored.length; at += HASH_ENTRY) {
      this.#setHash(stored.readUInt16LE(at), stored.readUInt32LE(at + 2));
    }
    this.recordTime = recordTime;
  }

  encodeHashes(): Buffer {
    const bytes = Buffer.allocUnsafe(this.#hashCount * HASH_ENTRY);
    let at = 0;
    const hashes = this.#hashes ?? [];
    for (let index = 0; index < hashes.length; index++) {
      if (hashes[index] === 0) continue;
      bytes.writeUInt16LE(index, at);
      bytes.writeUInt32LE(hashes[index]!, at + 2);
      at += HASH_ENTRY;
    }
    return bytes;
  }

  #setHash(index: number, hash: number): void {
    this.#hashes ??= new Uint32Array(BLOCK_SIZE);
    if (this.#hashes[index] === 0) this.#hashCount++;
    this.#hashes[index] = hash;
  }
}
