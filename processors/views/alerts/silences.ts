/**
 * Silences: between a minute of a server and its next one, and behind its last one. The latter depends on W, which
 * other servers move on: the minutes from whose end W has just come far enough are found by their time alone.
 */
import { ALERT_MINUTE } from '../../rollups/servers.js';
import type { Db } from '../../store/open.js';
import type { AlertTable } from './alert-table.js';

export class Silences {
  readonly #lastOnes;
  /** Last minutes up to this one, and no other, are followed by silence up to W, in the table. */
  #silentUpTo: number;
  /** The last minutes of servers that have new ones, as of this commit. */
  readonly #last = new Map<string, number>();

  /** @param watermark W as the table has it */
  constructor(
    db: Db,
    readonly alerts: AlertTable,
    readonly silence: number,
    watermark: number,
  ) {
    this.#silentUpTo = watermark - silence - ALERT_MINUTE;
    this.#lastOnes = db.prepare(
      `SELECT server_id, minute FROM server_minutes AS this WHERE minute > ? AND minute <= ? AND NOT EXISTS
       (SELECT 1 FROM server_minutes WHERE server_id = this.server_id AND minute > this.minute)`,
    );
  }

  /** A server has samples in a minute where it had none. */
  inserted(server: string, minute: number, previous: number | null, next: number | null): void {
    if (previous !== null) {
      if (!this.#between(server, previous, minute) && this.#isSilence(previous, next))
        this.alerts.remove({ server_id: server, metric: 'silent', opened_at: previous + ALERT_MINUTE });
    }
    if (next === null) this.#last.set(server, minute);
    else this.#between(server, minute, next);
  }

  /** No more minutes in this commit: what is silent at its W? */
  settle(watermark: number): void {
    const upTo = watermark - this.silence - ALERT_MINUTE;
    for (const [server, minute] of this.#last)
      if (minute <= this.#silentUpTo) this.#put(server, minute, null);
    for (const { server_id, minute } of this.#lastOnes.all(this.#silentUpTo, upTo) as LastMinute[])
      this.#put(server_id, minute, null);
    this.#silentUpTo = upTo;
    this.#last.clear();
  }

  /** Whether there is silence between two minutes; it is put into the table. */
  #between(server: string, minute: number, next: number): boolean {
    if (!this.#isSilence(minute, next)) return false;
    this.#put(server, minute, next);
    return true;
  }

  /** Whether the table had a silence after a minute before the next one was another. */
  #isSilence(minute: number, next: number | null): boolean {
    return next === null ? minute <= this.#silentUpTo : next - minute - ALERT_MINUTE >= this.silence;
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
  readonly minute: number;
}

/** Works all silences out anew from the minutes. */
export function rederiveSilences(db: Db, silence: number, watermark: number): void {
  db.prepare("DELETE FROM alerts WHERE metric = 'silent'").run();
  db.prepare(
    `INSERT INTO alerts (opened_at, server_id, metric, closed_at, peak, breaches)
     SELECT minute + ${ALERT_MINUTE}, server_id, 'silent', next, NULL, 0
     FROM (SELECT server_id, minute, lead(minute) OVER (PARTITION BY server_id ORDER BY minute) AS next
           FROM server_minutes)
     WHERE coalesce(next, ?) - minute - ${ALERT_MINUTE} >= ?`,
  ).run(watermark, silence);
}
