/**
 * A digest of a batch's content, committed with the offset. On resume those records are read again and compared, so
 * that a topic made anew, or a cluster that lost its tail, is noticed even where offsets continue.
 */
import { createHash } from 'node:crypto';

/** Digests the hashes of values (`ColumnBatch.hashes`); how the records are split into batches does not show. */
export class BatchHasher {
  readonly #hash = createHash('sha256');

  /** Takes in the records `[from, to)` of a batch. */
  add(hashes: Uint32Array, from: number, to: number): this {
    if (from < to) this.#hash.update(hashes.subarray(from, to));
    return this;
  }

  digest(): Buffer {
    return this.#hash.digest().subarray(0, 16);
  }
}
