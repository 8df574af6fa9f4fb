/**
 * On resume the last folded records are read again and compared with the hash that was committed with the offset.
 * The records may come in other batches than before, so they are gathered until all of them have been seen.
 */
import type { ColumnBatch } from '../../fluvio/client/index.js';
import { BatchHasher } from '../batch-hash.js';
import { isHashKnown, type PartitionPosition, type RememberedBatch } from '../store/partitions.js';

export class ResumeCheck {
  readonly #hasher = new BatchHasher();
  readonly #end: number;
  readonly #hash: Buffer;
  /** Offset to read from. */
  readonly from: number;
  #next: number;

  constructor({ base, count, hash }: RememberedBatch) {
    this.from = base;
    this.#next = base;
    this.#end = base + count;
    this.#hash = hash;
  }

  /** Undefined when there is nothing to compare: a new partition, or a log that starts after the last batch. */
  static of({ lastBatch }: PartitionPosition, logStart: number): ResumeCheck | undefined {
    return lastBatch === undefined || lastBatch.base < logStart ? undefined : new ResumeCheck(lastBatch);
  }

  /** All of the records have been seen. */
  get isComplete(): boolean {
    return this.#next >= this.#end;
  }

  /** Takes the next batch; false when it shows that the log is another one. */
  feed(batch: Pick<ColumnBatch, 'baseOffset' | 'count' | 'hashes'>): boolean {
    if (this.isComplete) return true;
    const first = this.#next - batch.baseOffset;
    if (first < 0 || first >= batch.count) return false;
    const to = Math.min(batch.count, this.#end - batch.baseOffset);
    this.#hasher.add(batch.hashes, first, to);
    this.#next = batch.baseOffset + to;
    return !this.isComplete || !isHashKnown(this.#hash) || this.#hasher.digest().equals(this.#hash);
  }
}
