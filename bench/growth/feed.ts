/** Takes batches in as a reader would hand them over: with the offsets that come next, at the pace of the processors. */
import type { RecordBatch } from '../../fluvio/client/index.js';
import { Processor } from '../../processors/processor.js';
import { CommitPace } from '../../processors/run/commit-pace.js';
import type { PartitionPosition } from '../../processors/store/partitions.js';
import type { Store } from '../../processors/store/store.js';

/** Records in a commit of a bulk. */
const BULK = 500_000;

export class Feed {
  readonly #processor: Processor;
  readonly #pace: CommitPace;
  readonly #positions = new Map<string, PartitionPosition>();

  /** @param inBulk commit rarely, and not at the pace of the processors: to fill a database that may be thrown away */
  constructor(
    readonly store: Store,
    readonly inBulk = false,
  ) {
    this.#processor = new Processor(store);
    this.#pace = new CommitPace(this.#processor, (error) => {
      throw error;
    });
    for (const position of store.positions())
      this.#positions.set(`${position.topic}/${position.partition}`, position);
  }

  /** @param batch whose offset does not matter */
  take(batch: RecordBatch): void {
    const position = this.#positionOf(batch.topic, batch.partition);
    this.#processor.take(position, { ...batch, baseOffset: position.nextOffset });
    if (!this.inBulk) this.#pace.taken(position);
    else if (this.#processor.pending >= BULK) this.#processor.commit();
  }

  commit(): void {
    this.#pace.commit();
  }

  #positionOf(topic: string, partition: number): PartitionPosition {
    const name = `${topic}/${partition}`;
    let position = this.#positions.get(name);
    if (position === undefined) {
      position = this.store.addPosition(topic, partition, 0);
      this.#positions.set(name, position);
    }
    return position;
  }
}
