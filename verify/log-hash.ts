/** Whether a log is the one that was counted: by the hash of a batch that the database has beside the offset. */
import { createHash } from 'node:crypto';

export interface RememberedBatch {
  readonly base: number;
  readonly count: number;
  /** See `hashOfValues`. */
  readonly hash: Uint8Array;
}

/**
 * The first 16 bytes of SHA-256 over two SHA-256 hashes: that of the values' lengths, as 32-bit little-endian numbers,
 * and that of the values one after the other.
 */
export function hashOfValues(values: readonly Uint8Array[]): Buffer {
  const lengths = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    lengths.writeUInt32LE(value.length, 4 * i);
  });
  const sha256 = (parts: readonly Uint8Array[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  return sha256([sha256([lengths]), sha256(values)]).subarray(0, 16);
}
