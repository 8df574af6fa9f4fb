/** Takes values in as a reader would hand them over: in batches, by topic and partition, with Fluvio's time. */
import { Processor } from '../../processors/processor.js';
import { CommitPace } from '../../processors/run/commit-pace.js';
import type { PartitionPosition } from '../../processors/store/partitions.js';
import type { Store } from '../../processors/store/store.js';
import type { Topic } from '../../schemas/index.js';
import { batchOf } from '../batches.js';

const PARTITIONS = 3;
const BATCH = 100;

/** Records in a commit of a bulk. */
const BULK = 500_000;

export class Feed {
  readonly processor: Processor;
  readonly #pace: CommitPace;
  readonly #positions = new Map<string, PartitionPosition>();
  readonly #waiting = new Map<PartitionPosition, string[]>();

  /** @param inBulk commit rarely, and not at the pace of the processors: to fill a database that may be thrown away */
  constructor(
    readonly store: Store,
    readonly inBulk = false,
  ) {
    this.processor = new Processor(store);
    this.#pace = new CommitPace(this.processor, (error) => {
      throw error;
    });
    for (const position of store.positions())
      this.#positions.set(`${position.topic}/${position.partition}`, position);
  }

  /** @param key number of the entity, which picks the partition */
  add(topic: Topic, key: number, value: string, time: number): void {
    const position = this.#positionOf(topic, key % PARTITIONS);
    let values = this.#waiting.get(position);
    if (values === undefined) {
      values = [];
      this.#waiting.set(position, values);
    }
    values.push(value);
    if (values.length === BATCH) this.#take(position, values, time);
  }

  /** Takes what waits in and commits it. */
  end(time: number): void {
    for (const [position, values] of this.#waiting) if (values.length > 0) this.#take(position, values, time);
    this.#pace.commit();
  }

  #take(position: PartitionPosition, values: string[], time: number): void {
    const { topic, partition, nextOffset } = position;
    this.processor.take(position, batchOf(topic as Topic, partition, nextOffset, values, time));
    values.length = 0;
    if (!this.inBulk) this.#pace.tick();
    else if (this.processor.pending >= BULK) this.processor.commit();
  }

  #positionOf(topic: Topic, partition: number): PartitionPosition {
    const name = `${topic}/${partition}`;
    let position = this.#positions.get(name);
    if (position === undefined) {
      position = this.store.addPosition(topic, partition, 0);
      this.#positions.set(name, position);
    }
    return position;
  }
}
