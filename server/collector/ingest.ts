/**
 * Puts the events of many requests on the topics together: while one flush is under way the next requests gather, so
 * that a thousand requests a second cost a few flushes.
 */
import type { FluvioConnection, FluvioProducer, OutgoingRecord } from '../../fluvio/client/index.js';
import type { Topic } from '../../schemas/index.js';
import { Problem } from '../problem.js';
import { Room } from './room.js';

/** What waits or is on its way, in bytes of values; beyond this requests are turned away. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

interface Waiting {
  readonly topic: Topic;
  readonly records: readonly OutgoingRecord[];
  readonly resolve: () => void;
  readonly reject: (problem: Problem) => void;
}

export class Ingest {
  readonly #producers = new Map<Topic, FluvioProducer>();
  #waiting: Waiting[] = [];
  #isSending = false;
  readonly #room = new Room(MOST_WAITING_BYTES);

  constructor(readonly connection: Pick<FluvioConnection, 'producer'>) {}

  /**
   * Resolves when the broker has acknowledged all of them.
   * @param sender name of the sender's key; null without one
   * @throws Problem 503 when there is no room, or the broker does not acknowledge: they may be written or not then
   */
  add(topic: Topic, records: readonly OutgoingRecord[], sender: string | null): Promise<void> {
    const bytes = records.reduce((sum, { value }) => sum + value.length, 0);
    return this.#room.during(
      sender,
      bytes,
      () =>
        new Promise((resolve, reject) => {
          this.#waiting.push({ topic, records, resolve, reject });
          if (!this.#isSending) void this.#send();
        }),
    );
  }

  /** Bytes of values that wait or are on their way. */
  get waitingBytes(): number {
    return this.#room.taken;
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.length > 0) {
      const taken = this.#waiting;
      this.#waiting = [];
      const topics = [...new Set(taken.map(({ topic }) => topic))];
      await Promise.all(
        topics.map((topic) =>
          this.#sendTo(
            topic,
            taken.filter((one) => one.topic === topic),
          ),
        ),
      );
    }
    this.#isSending = false;
  }

  async #sendTo(topic: Topic, taken: readonly Waiting[]): Promise<void> {
    const producer = this.#producers.get(topic) ?? this.connection.producer(topic);
    this.#producers.set(topic, producer);
    try {
      await producer.send(taken.flatMap(({ records }) => records));
      await producer.flush();
      for (const { resolve } of taken) resolve();
    } catch {
      // A producer that gave up is of no more use.
      this.#producers.delete(topic);
      producer.close();
      const problem = new Problem(
        503,
        'not_acknowledged',
        'The broker did not acknowledge the events. They may be written or not: send them again, with an event_id.',
        5,
      );
      for (const { reject } of taken) reject(problem);
    }
  }
}
