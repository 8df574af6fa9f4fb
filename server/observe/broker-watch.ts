/**
 * Whether the broker answers, and how far its partitions go. It is asked for its partitions every few seconds, which
 * costs it little; when it does not answer the connection is made anew in the course of that, before anybody sends.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FluvioConnection } from '../../fluvio/client/index.js';
import { partitionName } from '../../processors/store/partitions.js';
import { isTopic } from '../../schemas/index.js';

const EVERY_MS = 2000;
/** An answer is good for so long: two that were missed. */
const GOOD_FOR_MS = 3 * EVERY_MS;

/** A partition as the broker has it. */
export interface End {
  readonly logStart: number;
  readonly highWatermark: number;
}

/** By `player-events/0`; of our topics. */
export type Ends = ReadonlyMap<string, End>;

export class BrokerWatch {
  #answeredAt = -Infinity;
  #ends: Ends = new Map();
  readonly #over = new AbortController();

  /** @param clock ms, never goes back */
  constructor(
    readonly connection: Pick<FluvioConnection, 'partitions'>,
    readonly clock: () => number,
  ) {}

  /** Asks now, and then every few seconds until `stop`. */
  async start(): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      await this.ask();
      await sleep(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  stop(): void {
    this.#over.abort();
  }

  async ask(): Promise<void> {
    try {
      const partitions = await this.connection.partitions();
      this.#answeredAt = this.clock();
      const own = partitions.filter(({ topic }) => isTopic(topic));
      this.#ends = new Map(own.map((partition) => [partitionName(partition), partition]));
    } catch {
      // That it does not answer is what is to be told; the connection knows how to come back.
    }
  }

  get isReachable(): boolean {
    return this.clock() - this.#answeredAt <= GOOD_FOR_MS;
  }

  /** As of the last answer, however old. */
  get ends(): Ends {
    return this.#ends;
  }
}
