/**
 * No event of any topic for so long, by the clock: the one finding that no event makes. It ends with the next accepted
 * event.
 */
import type { Db } from '../store/open.js';
import type { Outbox } from './outbox.js';

export class SilenceWatch {
  #accepted: number;
  #lastAt: number;
  /** When the silence that was told began. */
  #since: number | undefined;

  constructor(
    readonly db: Db,
    readonly outbox: Outbox,
    readonly limitMs: number,
    readonly now: () => number,
  ) {
    this.#accepted = this.#count();
    this.#lastAt = now();
    // A silence that was told before a restart goes on until events come.
    const open = "SELECT max(since) FROM findings WHERE kind = 'silence' AND until IS NULL";
    this.#since = (db.prepare(open).pluck().get() as number | null) ?? undefined;
  }

  /** To be called now and then. */
  look(): void {
    const now = this.now();
    const accepted = this.#count();
    if (accepted !== this.#accepted) {
      // Told before it is noted: what could not be written is tried again.
      if (this.#since !== undefined) this.#tell(this.#since, now);
      this.#accepted = accepted;
      this.#lastAt = now;
      this.#since = undefined;
    } else if (this.#since === undefined && now - this.#lastAt >= this.limitMs) {
      this.#tell(this.#lastAt, null);
      this.#since = this.#lastAt;
    }
  }

  #tell(since: number, until: number | null): void {
    const told = { kind: 'silence', rule: 'silence', subject: 'events', since, until, details: {} } as const;
    const write = () => this.outbox.tell(told, { until, severity: null, size: null });
    this.db.transaction(write).immediate();
  }

  /** Committed events, of all topics. */
  #count(): number {
    return this.db.prepare('SELECT total(accepted) FROM partitions').pluck().get() as number;
  }
}
