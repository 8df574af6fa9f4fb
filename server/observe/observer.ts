/** Looks at the database once a second, for everything that tells how game-flow fares. */
import { countsOf } from '../../processors/store/counts.js';
import type { Db } from '../../processors/store/open.js';
import { processingState } from '../../processors/store/processing.js';
import { ReplayedLetters } from '../../processors/store/replayed-letters.js';
import { countOpenAlerts } from '../../processors/store/stats/alerts.js';
import { topicRows } from '../../processors/store/stats/topics.js';
import type { ReadDatabase } from '../read-database.js';
import type { BrokerWatch } from './broker-watch.js';
import { lags, totalLag } from './lag.js';
import { type Readiness, type ReadyLimits, readiness } from './readiness.js';
import { type Facts, type Processing, type Seen, type Status, statusOf } from './status.js';
import { Throughput, type ThroughputRow } from './throughput.js';
import { TopicRates, type Verdicts } from './topic-rates.js';

const EVERY_MS = 1000;

export interface ObserverParts extends Facts {
  readonly read: ReadDatabase;
  readonly broker: BrokerWatch;
  readonly ready: ReadyLimits;
  /** Who processes now, and what is wrong with that. */
  readonly processing: () => Processing;
  /** Ms since 1970. */
  readonly now: () => number;
  /** Ms, of a clock that never goes back. */
  readonly clock: () => number;
}

export class Observer {
  readonly #throughput = new Throughput();
  readonly #topicRates = new TopicRates();
  readonly #replayed = new ReplayedLetters();
  #seen: Seen | undefined;
  /** Why the database could not be read; empty when it could, or is not there. */
  #trouble = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(readonly parts: ObserverParts) {}

  /** Looks now, and then once a second until `stop`. */
  start(): void {
    void this.parts.broker.start();
    this.look();
    this.#timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  stop(): void {
    this.parts.broker.stop();
    clearInterval(this.#timer);
  }

  look(): void {
    this.#seen = this.#see();
    if (this.#seen === undefined) return;
    const { counts, lags, topics } = this.#seen;
    const clock = this.parts.clock();
    this.#throughput.look(clock, this.parts.now(), { ...counts, lag: totalLag(lags) });
    this.#topicRates.look(clock, topics);
  }

  /** As of the last look. Undefined while there is no database that can be read. */
  get seen(): Seen | undefined {
    return this.#seen;
  }

  /** As of the last look. */
  status(): Status {
    const { now } = this.parts;
    const perSecond = this.#seen === undefined ? 0 : (this.throughput().at(-1)?.events_per_second ?? 0);
    return statusOf(this.parts, this.processing(), this.#seen, perSecond, now());
  }

  /** A row a second of the last ten minutes, oldest first. */
  throughput(): readonly ThroughputRow[] {
    return this.#throughput.rows;
  }

  /** Records a second by topic, and what became of them. */
  get topicsPerSecond(): ReadonlyMap<string, Verdicts> {
    return this.#topicRates.perSecond;
  }

  readiness(): Readiness {
    const { broker, ready } = this.parts;
    return readiness(this.status(), broker.isReachable, this.#seen !== undefined, ready);
  }

  processing(): Processing {
    const { where, note } = this.parts.processing();
    return { where, note: note === '' ? this.#trouble : note };
  }

  /** A look never ends the server: what is wrong with the database is told as a note. */
  #see(): Seen | undefined {
    try {
      const seen = this.parts.read((db) => this.#seeIn(db));
      this.#trouble = '';
      return seen;
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  #seeIn(db: Db): Seen {
    const topics = topicRows(db);
    return {
      counts: countsOf(topics),
      topics,
      lags: lags(topics, this.parts.broker.ends),
      processing: processingState(db),
      openAlerts: countOpenAlerts(db),
      replayed: this.#replayed.look(db),
    };
  }
}
