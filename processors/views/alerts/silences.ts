/**
 * Silences: between a minute of a server and its next one, and behind its last one. The latter depends on W, which
 * other servers move on: the minutes from whose end W has just come far enough are found by their time alone.
 */
import { ALERT_MINUTE } from '../../rollups/servers.js';
import type { Db } from '../../store/open.js';
import type { AlertTable } from './alert-table.js';
import { STRETCH } from './stretch.js';

export class Silences {
  readonly #lastOnes;
  /** Last minutes up to this one, and no other, are followed by silence up to W, in the table. */
  #silentUpTo: number;

  /** @param watermark W as the table has it */
  constructor(
    db: Db,
    readonly alerts: AlertTable,
    readonly silence: number,
    watermark: number,
  ) {
    this.#silentUpTo = watermark - silence - ALERT_MINUTE;
    this.#lastOnes = db.prepare(
      `SELECT server_id, last_minute FROM server_minutes AS this
       WHERE stretch > ? AND stretch <= ? AND last_minute > ? AND last_minute <= ? AND NOT EXISTS
       (SELECT 1 FROM server_minutes WHERE server_id = this.server_id AND stretch > this.stretch)`,
    );
  }

  /**
   * A server has samples in a minute where it had none.
   * @param wasLast whether the previous minute was its last one at the commit before
   */
  inserted(
    server: string,
    minute: number,
    previous: number | null,
    next: number | null,
    wasLast: boolean,
  ): void {
    if (previous !== null) {
      const wasSilent =
        next === null ? wasLast && previous <= this.#silentUpTo : this.#isLong(previous, next);
      if (this.#isLong(previous, minute)) this.#put(server, previous, minute);
      else if (wasSilent)
        this.alerts.remove({ server_id: server, metric: 'silent', opened_at: previous + ALERT_MINUTE });
    }
    if (next !== null && this.#isLong(minute, next)) this.#put(server, minute, next);
  }

  /** A server's last minute is another than at the commit before: W may be far past it. */
  ended(server: string, minute: number): void {
    if (minute <= this.#silentUpTo) this.#put(server, minute, null);
  }

  /** All minutes of this commit are in the table: what is silent at its W? */
  settle(watermark: number): void {
    const from = this.#silentUpTo;
    const upTo = watermark - this.silence - ALERT_MINUTE;
    this.#silentUpTo = upTo;
    if (Math.floor(from / ALERT_MINUTE) === Math.floor(upTo / ALERT_MINUTE)) return;
    const ended = this.#lastOnes.all(from - STRETCH, upTo, from, upTo) as LastMinute[];
    for (const { server_id, last_minute } of ended) this.#put(server_id, last_minute, null);
  }

  #isLong(minute: number, next: number): boolean {
    return next - minute - ALERT_MINUTE >= this.silence;
  }

  #put(server: string, minute: number, next: number | null): void {
    this.alerts.put({
      server_id: server,
      metric: 'silent',
      opened_at: minute + ALERT_MINUTE,
      closed_at: next,
      peak: null,
      breaches: 0,
    });
  }
}

interface LastMinute {
  readonly server_id: string;
  readonly last_minute: number;
}
