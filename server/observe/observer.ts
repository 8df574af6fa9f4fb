/** Looks at the database once a second, for everything that tells how game-flow fares. */
import { countsOf } from '../../processors/store/counts.js';
import { countLetters } from '../../processors/store/letter-selection.js';
import type { Db } from '../../processors/store/open.js';
import { openAlertRows } from '../../processors/store/stats/alerts.js';
import { topicRows } from '../../processors/store/stats/topics.js';
import type { ReadDatabase } from '../read-database.js';
import { type Facts, NOTHING_SEEN, type Processing, type Seen, type Status, statusOf } from './status.js';
import { Throughput, type ThroughputRow } from './throughput.js';

const EVERY_MS = 1000;

export interface ObserverParts extends Facts {
  readonly read: ReadDatabase;
  /** Who processes now, and what is wrong with that. */
  readonly processing: () => Processing;
  /** Ms since 1970. */
  readonly now: () => number;
  /** Ms, of a clock that never goes back. */
  readonly clock: () => number;
}

export class Observer {
  readonly #throughput = new Throughput();
  #seen: Seen = NOTHING_SEEN;
  #timer: NodeJS.Timeout | undefined;

  constructor(readonly parts: ObserverParts) {}

  /** Looks now, and then once a second until `stop`. */
  start(): void {
    this.look();
    this.#timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  look(): void {
    const { read, clock, now } = this.parts;
    const seen = read(see);
    this.#seen = seen ?? NOTHING_SEEN;
    if (seen !== undefined) this.#throughput.look(clock(), now(), seen.counts);
  }

  /** As of the last look. */
  status(): Status {
    const { processing, now } = this.parts;
    const perSecond = this.throughput().at(-1)?.events_per_second ?? 0;
    return statusOf(this.parts, processing(), this.#seen, perSecond, now());
  }

  /** A row a second of the last ten minutes, oldest first. */
  throughput(): readonly ThroughputRow[] {
    return this.#throughput.rows;
  }
}

function see(db: Db): Seen {
  return {
    counts: countsOf(topicRows(db)),
    lastCommitAt: null,
    openAlerts: openAlertRows(db).length,
    deadLetters: countLetters(db, {}).reduce((sum, { letters }) => sum + letters, 0),
  };
}
