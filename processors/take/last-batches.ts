/** The last batch that each changed partition took in since the last commit; its digest is made when it is written. */
import type { ColumnBatch } from '../../fluvio/client/columns/column-batch.js';
import { BatchHasher } from '../batch-hash.js';
import type { PartitionPosition, RememberedBatch } from '../store/partitions.js';

interface Last {
  baseOffset: number;
  count: number;
  hashes: Uint32Array;
}

export function remembered({ baseOffset, count, hashes }: Pick<ColumnBatch, keyof Last>): RememberedBatch {
  return { base: baseOffset, count, hash: new BatchHasher().add(hashes, 0, count).digest() };
}

export class LastBatches {
  readonly #lasts = new Map<PartitionPosition, Last>();

  /** Copies what it needs: columns may be used again for the next batch. */
  set(position: PartitionPosition, { baseOffset, count, hashes }: ColumnBatch): void {
    let last = this.#lasts.get(position);
    if (last === undefined) {
      last = { baseOffset: 0, count: 0, hashes: new Uint32Array(0) };
      this.#lasts.set(position, last);
    }
    if (last.hashes.length < count) last.hashes = new Uint32Array(2 * count);
    last.hashes.set(hashes.length === count ? hashes : hashes.subarray(0, count));
    last.baseOffset = baseOffset;
    last.count = count;
  }

  /** Brings the positions up to date. */
  settle(): void {
    for (const [position, last] of this.#lasts) position.lastBatch = remembered(last);
    this.#lasts.clear();
  }
}
