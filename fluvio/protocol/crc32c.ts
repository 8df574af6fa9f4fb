/** CRC-32C (Castagnoli), the checksum of record batches; Node has only the other CRC-32. */

// Eight tables, so that eight bytes are folded a step ("slicing by eight"): three times as fast as one table.
const TABLES = buildTables();
const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as unknown as [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
];

/**
 * Bytes of half a block. Each step waits for the one before, so two halves of a block are gone through side by side, which
 * a processor does in little more than the time of one; then the first half's sum is moved past the second.
 */
const HALF_BYTES = 2048;
const HALF_WORDS = HALF_BYTES / 4;
const [M0, M1, M2, M3] = buildMoveTables() as unknown as [Int32Array, Int32Array, Int32Array, Int32Array];

/** The CRC-32C of `bytes` from `start` to `end`, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = -1;
  let at = start;
  for (; at < end && (bytes.byteOffset + at) % 4 !== 0; at++)
    crc = T0[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  // Whole words are read: twice as fast as bytes. All platforms that Node runs on here are little-endian.
  const steps = (end - at) >>> 3;
  // So few bytes may not have reached a whole word's place, where even an empty view has to begin.
  const words = new Int32Array(bytes.buffer, steps === 0 ? 0 : bytes.byteOffset + at, 2 * steps);
  let i = 0;
  for (; words.length - i >= 2 * HALF_WORDS; i += HALF_WORDS) {
    let second = 0;
    for (const halfEnd = i + HALF_WORDS; i < halfEnd; i += 2) {
      crc = step(crc ^ words[i]!, words[i + 1]!);
      second = step(second ^ words[i + HALF_WORDS]!, words[i + HALF_WORDS + 1]!);
    }
    const moved = M0[crc & 0xff]! ^ M1[(crc >>> 8) & 0xff]! ^ M2[(crc >>> 16) & 0xff]! ^ M3[crc >>> 24]!;
    crc = moved ^ second;
  }
  for (; i < words.length; i += 2) crc = step(crc ^ words[i]!, words[i + 1]!);
  for (at += 8 * steps; at < end; at++) crc = T0[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Eight bytes, the sum so far in the first four. */
function step(low: number, high: number): number {
  return (
    T7[low & 0xff]! ^
    T6[(low >>> 8) & 0xff]! ^
    T5[(low >>> 16) & 0xff]! ^
    T4[low >>> 24]! ^
    T3[high & 0xff]! ^
    T2[(high >>> 8) & 0xff]! ^
    T1[(high >>> 16) & 0xff]! ^
    T0[high >>> 24]!
  );
}

/** For each byte of a sum, what it becomes when `HALF_BYTES` zeros follow. */
function buildMoveTables(): Int32Array[] {
  // What becomes of each bit: of eight zeros, then of twice as many each time.
  let ofBit = Array.from({ length: 32 }, (_, bit) => step(1 << bit, 0));
  for (let bytes = 8; bytes < HALF_BYTES; bytes *= 2) ofBit = ofBit.map((crc) => sumOfBits(crc, ofBit));
  return Array.from({ length: 4 }, (_, byte) => {
    const table = new Int32Array(256);
    for (let value = 1; value < 256; value++) table[value] = sumOfBits(value << (8 * byte), ofBit);
    return table;
  });
}

/** The moved sum of bits is that of the moved bits. */
function sumOfBits(bits: number, ofBit: readonly number[]): number {
  let sum = 0;
  for (let left = bits; left !== 0; left &= left - 1) sum ^= ofBit[31 - Math.clz32(left & -left)]!;
  return sum;
}

function buildTables(): Int32Array[] {
  const tables = Array.from({ length: 8 }, () => new Int32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    tables[0]![byte] = crc;
  }
  for (let byte = 0; byte < 256; byte++) {
    let crc = tables[0]![byte]!;
    for (let step = 1; step < 8; step++) {
      crc = tables[0]![crc & 0xff]! ^ (crc >>> 8);
      tables[step]![byte] = crc;
    }
  }
  return tables;
}
