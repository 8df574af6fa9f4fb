/** Whether a log is the one that was counted: by the hash of a batch that the database has beside the offset. */
import { createHash } from 'node:crypto';

export interface RememberedBatch {
  readonly base: number;
  readonly count: number;
  /** See `hashOfValues`; empty where it is not known. */
  readonly hash: Uint8Array;
}

/** The first 16 bytes of SHA-256 over the hashes of the values, as 32-bit little-endian numbers. */
export function hashOfValues(values: readonly Uint8Array[]): Buffer {
  const hashes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    hashes.writeUInt32LE(valueHash(value), 4 * i);
  });
  return createHash('sha256').update(hashes).digest().subarray(0, 16);
}

const A = 0x9e3779b97f4a7c15n;
const B = 0xc2b2ae3d27d4eb4fn;
const C = 0x165667b19e3779f9n;
const D = 0xd6e8feb86659fd93n;
const MULTIPLIERS = [B, C, D, A];

/**
 * 32 bits of a value: words of 64 bits go round four lanes in blocks of 32 bytes, whole words that are left to the first
 * lane, and the bytes that are left, as one word, to the second; all in arithmetic of 64 bits.
 */
function valueHash(value: Uint8Array): number {
  const padded = Buffer.alloc(value.length + 8);
  padded.set(value);
  const lanes = [A ^ BigInt(value.length), B, C, D];
  const mix = (lane: number, word: bigint) => {
    lanes[lane] = rotated(BigInt.asUintN(64, (lanes[lane]! ^ word) * MULTIPLIERS[lane]!), 29n);
  };
  let at = 0;
  for (; at + 32 <= value.length; at += 32) {
    for (let lane = 0; lane < 4; lane++) mix(lane, padded.readBigUInt64LE(at + 8 * lane));
  }
  for (; at + 8 <= value.length; at += 8) mix(0, padded.readBigUInt64LE(at));
  const [a, , c, d] = lanes as [bigint, bigint, bigint, bigint];
  // Its bytes are followed by zeros.
  const b = rotated(BigInt.asUintN(64, (lanes[1]! ^ padded.readBigUInt64LE(at)) * C), 29n);
  const sum = BigInt.asUintN(64, (a ^ rotated(b, 17n)) * D + (c ^ rotated(d, 31n)) * B);
  const folded = Number(BigInt.asUintN(64, (sum ^ (sum >> 32n)) * A) >> 32n);
  return folded === 0 ? 1 : folded;
}

function rotated(word: bigint, by: bigint): bigint {
  return BigInt.asUintN(64, word << by) | (word >> (64n - by));
}
