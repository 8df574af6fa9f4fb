/** Gathers values into batches by topic and partition, as a producer would. */
import type { Topic } from '../../schemas/index.js';

const PARTITIONS = 3;
const BATCH = 100;

/** @param time Fluvio's, of all of them: that of the latest event; ms since 1970 */
export type OnBatch = (topic: Topic, partition: number, values: readonly string[], time: number) => void;

interface Waiting {
  readonly topic: Topic;
  readonly partition: number;
  values: string[];
  latest: number;
}

export class Batcher {
  readonly #waiting = new Map<string, Waiting>();

  constructor(readonly onBatch: OnBatch) {}

  /**
   * @param key number of the entity, which picks the partition
   * @param time of the event, ms since 1970
   */
  add(topic: Topic, key: number, value: string, time: number): void {
    const waiting = this.#waitingOf(topic, key % PARTITIONS);
    waiting.values.push(value);
    if (time > waiting.latest) waiting.latest = time;
    if (waiting.values.length === BATCH) this.#handOver(waiting);
  }

  /** Hands over what is less than a batch. */
  end(): void {
    for (const waiting of this.#waiting.values()) if (waiting.values.length > 0) this.#handOver(waiting);
  }

  #handOver(waiting: Waiting): void {
    const { topic, partition, values, latest } = waiting;
    waiting.values = [];
    waiting.latest = 0;
    this.onBatch(topic, partition, values, latest);
  }

  #waitingOf(topic: Topic, partition: number): Waiting {
    const name = `${topic}/${partition}`;
    let waiting = this.#waiting.get(name);
    if (waiting === undefined) {
      waiting = { topic, partition, values: [], latest: 0 };
      this.#waiting.set(name, waiting);
    }
    return waiting;
  }
}
