/**
 * Hashes as the table `seen_hashes` has them: those that one commit accepted of a block of numbers, by number, in rows of
 * a few hundred, so that four fill a page. A row begins with the length of a map (u8); the map has a bit for each number,
 * from the byte of the row's first number on, the lowest bit of a byte first; then come the hashes of those whose bit is
 * set. Where they are few and far between, the length is 0, and before the hashes comes a list of the numbers' indexes
 * within the block (u16). A hash has three bytes; all little-endian.
 */

/** Numbers in a block, and the bytes of a map of all of them. */
export const BLOCK_SIZE = 2048;
export const BLOCK_BYTES = BLOCK_SIZE / 8;

const HASH_BYTES = 3;
const INDEX_BYTES = 2;

/** Bytes of a row's hashes and map, about; and what a u8 can say. */
const ROW_BYTES = 990;
const LONGEST_MAP = 255;

/** @param first index of the row's first number within the block */
export type TakeRow = (first: number, hashes: Buffer) => void;

/** Gathers the hashes of a block and writes them in rows. */
export class BlockHashes {
  readonly #hash = new Uint32Array(BLOCK_SIZE);
  readonly #map = new Uint8Array(BLOCK_BYTES);

  put(index: number, hash: number): void {
    this.#hash[index] = hash;
    this.#map[index >> 3]! |= 1 << (index & 7);
  }

  /** Gives what was put, and forgets it. */
  rows(take: TakeRow): void {
    const map = this.#map;
    let start = 0;
    let count = 0;
    for (let at = 0; at <= BLOCK_BYTES; at++) {
      const more = at < BLOCK_BYTES ? ones(map[at]!) : 0;
      const isFull = at - start >= LONGEST_MAP || (count + more) * HASH_BYTES + at - start + 1 > ROW_BYTES;
      if (count > 0 && (isFull || at === BLOCK_BYTES)) {
        this.#take(start, at, count, take);
        count = 0;
      }
      if (count === 0) start = at;
      count += more;
    }
    map.fill(0);
  }

  #take(start: number, from: number, count: number, take: TakeRow): void {
    const map = this.#map;
    let end = from;
    while (map[end - 1] === 0) end--;
    const mapBytes = end - start;
    const isList = count * INDEX_BYTES < mapBytes;
    const headBytes = 1 + (isList ? count * INDEX_BYTES : mapBytes);
    const row = Buffer.allocUnsafe(headBytes + count * HASH_BYTES);
    row[0] = isList ? 0 : mapBytes;
    let headAt = 1;
    let at = headBytes;
    let first = -1;
    for (let byte = start; byte < end; byte++) {
      if (!isList) row[headAt++] = map[byte]!;
      for (let left = map[byte]!; left !== 0; left &= left - 1) {
        const index = 8 * byte + 31 - Math.clz32(left & -left);
        if (first < 0) first = index;
        if (isList) {
          row[headAt++] = index;
          row[headAt++] = index >> 8;
        }
        const hash = this.#hash[index]!;
        row[at] = hash;
        row[at + 1] = hash >> 8;
        row[at + 2] = hash >> 16;
        at += HASH_BYTES;
      }
    }
    take(first, row);
  }
}

/** The hash of a number in a row, or undefined. */
export function findHash(row: Buffer, first: number, index: number): number | undefined {
  const mapBytes = row[0]!;
  const place = mapBytes === 0 ? placeInList(row, index) : placeInMap(row, index, first >> 3);
  return place === undefined ? undefined : row.readUIntLE(place, HASH_BYTES);
}

function placeInList(row: Buffer, index: number): number | undefined {
  const count = (row.length - 1) / (INDEX_BYTES + HASH_BYTES);
  for (let i = 0; i < count; i++) {
    if (row.readUInt16LE(1 + INDEX_BYTES * i) === index) return 1 + INDEX_BYTES * count + HASH_BYTES * i;
  }
  return undefined;
}

function placeInMap(row: Buffer, index: number, start: number): number | undefined {
  const mapBytes = row[0]!;
  const byte = (index >> 3) - start;
  const bit = 1 << (index & 7);
  if (byte < 0 || byte >= mapBytes || (row[1 + byte]! & bit) === 0) return undefined;
  let before = ones(row[1 + byte]! & (bit - 1));
  for (let i = 0; i < byte; i++) before += ones(row[1 + i]!);
  return 1 + mapBytes + HASH_BYTES * before;
}

/** How many bits of a byte are set. */
function ones(byte: number): number {
  const pairs = byte - ((byte >> 1) & 0x55);
  const fours = (pairs & 0x33) + ((pairs >> 2) & 0x33);
  return (fours + (fours >> 4)) & 15;
}
