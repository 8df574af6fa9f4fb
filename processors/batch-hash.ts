/**
 * A hash of a batch's content, committed with the offset. On resume those records are read again and compared, so
 * that a topic made anew, or a cluster that lost its tail, is noticed even where offsets continue.
 */
import { createHash } from 'node:crypto';
import type { RecordBatch } from '../fluvio/client/types.js';

/**
 * Hashes values and their lengths, which every way of reading a record delivers alike; the result does not depend
 * on how the records are split into batches.
 */
export class BatchHasher {
  readonly #lengths = createHash('sha256');
  readonly #values = createHash('sha256');

  /** Takes in the records `[from, to)` of a batch. */
  add(batch: RecordBatch, from = 0, to = batch.count): this {
    if (from >= to) return this;
    const lengths = new Uint32Array(to - from);
    for (let i = from; i < to; i++) lengths[i - from] = batch.valueEnd[i]! - batch.valueStart[i]!;
    this.#lengths.update(lengths);
    for (const bytes of contiguousValues(batch, from, to)) this.#values.update(bytes);
    return this;
  }

  digest(): Buffer {
    const both = createHash('sha256').update(this.#lengths.digest()).update(this.#values.digest());
    return both.digest().subarray(0, 16);
  }
}

function* contiguousValues(batch: RecordBatch, from: number, to: number): Iterable<Buffer> {
  const { bytes, valueStart, valueEnd } = batch;
  if (batch.packed) yield bytes.subarray(valueStart[from], valueEnd[to - 1]);
  else for (let i = from; i < to; i++) yield bytes.subarray(valueStart[i], valueEnd[i]);
}
