/** How thinly the events of a workload are spread: what a fold costs depends on how many keys it meets. */
import { createHash } from 'node:crypto';
import { isTopic, TIME_FIELD, type Topic } from '../../schemas/index.js';
import type { FileEvent } from './event-file.js';

export interface Sparsity {
  readonly events: number;
  readonly byTopic: Readonly<Partial<Record<Topic, number>>>;
  /** Of the values. */
  readonly bytes: number;
  /** Event time from the first to the last, s. */
  readonly seconds: number;
  /** Distinct keys of records: players and servers. */
  readonly keys: number;
  /** Of topics, keys and values, in order: the same bytes every time, or it is another workload. */
  readonly digest: string;
}

export class SparsityMeter {
  readonly #byTopic = new Map<Topic, number>();
  readonly #keys = new Set<string>();
  readonly #hash = createHash('sha256');
  #events = 0;
  #bytes = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  add({ topic, key, value }: FileEvent): void {
    if (!isTopic(topic)) throw new Error(`the workload holds an event of another topic: ${topic}`);
    this.#events++;
    this.#byTopic.set(topic, (this.#byTopic.get(topic) ?? 0) + 1);
    this.#keys.add(key);
    this.#bytes += Buffer.byteLength(value);
    this.#hash.update(`${topic}\n${key}\n${value}\n`);
    const stamp = (JSON.parse(value) as Record<string, string | number>)[TIME_FIELD[topic]]!;
    const time = typeof stamp === 'number' ? stamp : Date.parse(stamp);
    this.#first = Math.min(this.#first, time);
    this.#last = Math.max(this.#last, time);
  }

  read(): Sparsity {
    return {
      events: this.#events,
      byTopic: Object.fromEntries(this.#byTopic),
      bytes: this.#bytes,
      seconds: Math.max(0, this.#last - this.#first) / 1000,
      keys: this.#keys.size,
      digest: this.#hash.digest('hex'),
    };
  }
}
