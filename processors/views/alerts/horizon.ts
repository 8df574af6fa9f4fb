/**
 * What `--retain` leaves of the minutes and alerts. Of a server's minutes that end at or before the horizon only the
 * last is kept, and alerts are what the kept minutes make. So
 *
 * - an alert goes when the minute in which it closed ends at or before the horizon; an open one never goes;
 * - silences are those of all events;
 * - a run that began before the horizon and has not gone counts from the last minute before the horizon on.
 *
 * Any rule that kept more of such a run would depend on the order of events: whether a late one joined it to a run that
 * has gone. Here the kept minutes are a function of the events and the horizon. A minute that is kept was kept all
 * along, since both horizon and last minutes only move on; a late event of a minute that is not is passed over.
 *
 * Where there is much to drop, the horizon of alerts follows that of the topic in steps of a bounded number of rows:
 * what is shown then is that of an earlier horizon, and whole.
 */
import { ALERT_MINUTE, METRICS } from '../../rollups/servers.js';
import type { Drop, Dropped } from '../../store/ended-windows.js';
import type { Db } from '../../store/open.js';
import type { Alert, AlertTable } from './alert-table.js';
import type { Minutes } from './minutes.js';
import type { ServerMinutes } from './server-minutes.js';
import { STRETCH, stretchStart } from './stretch.js';

export const HORIZON_DDL = ['CREATE TABLE alert_horizon (horizon INTEGER PRIMARY KEY) STRICT'];

export class Horizon implements Drop {
  readonly #db: Db;
  /** Start of a minute: minutes before it have ended at or before the horizon. */
  #start: number;
  readonly #nth;
  readonly #reached;

  constructor(
    db: Db,
    readonly minutes: Minutes,
    readonly alerts: AlertTable,
  ) {
    this.#db = db;
    this.#start = readAlertHorizon(db);
    this.#nth = db
      .prepare(
        'SELECT stretch FROM server_minutes WHERE stretch >= ? AND stretch < ? ORDER BY stretch LIMIT 1 OFFSET ?',
      )
      .pluck();
    this.#reached = db
      .prepare('SELECT DISTINCT server_id FROM server_minutes WHERE stretch >= ? AND stretch < ?')
      .pluck();
  }

  /** Whether a minute has ended at or before the horizon. */
  hasPassed(minute: number): boolean {
    return minute < this.#start;
  }

  /** Whether a minute is not the last of its server before the horizon, and so not kept. */
  hasGone(own: ServerMinutes, minute: number): boolean {
    if (!this.hasPassed(minute)) return false;
    const next = own.next(minute);
    return next !== null && this.hasPassed(next);
  }

  /** Whether a minute has, or is to go at the horizon of the topic when this one has come as far. */
  isToPass(minute: number, horizon: number): boolean {
    return minute < Math.max(this.#start, minuteOf(horizon));
  }

  step(horizon: number, most: number, dropped: Dropped): boolean {
    const end = minuteOf(horizon);
    if (end <= this.#start) return false;
    const start = this.#next(end, most);
    for (const server of this.#reached.all(stretchStart(this.#start), start) as string[]) {
      const own = this.minutes.glance(server);
      const last = own.previous(start);
      if (last === null || this.hasPassed(last)) continue;
      this.keepFrom(own, last, dropped);
      own.write();
    }
    this.minutes.rows.flush();
    this.alerts.flush();
    this.#start = start;
    this.#db.prepare('DELETE FROM alert_horizon').run();
    this.#db.prepare('INSERT INTO alert_horizon VALUES (?)').run(start);
    return start < end;
  }

  /** Drops a server's minutes before `minute`, its last one before the horizon. */
  keepFrom(own: ServerMinutes, minute: number, dropped: Dropped): void {
    const reached = this.alerts.allOpenedBefore(own.server, minute);
    const over = reached.filter(({ closed_at }) => closed_at === null || closed_at > minute);
    for (const alert of over) this.#shorten(own, alert, minute);
    for (const alert of reached) this.alerts.remove(alert);
    if (reached.length > over.length) dropped('alerts', reached.length - over.length);
    if (reached.length > 0) own.forgetRuns();
    const minutes = own.dropBefore(minute, this.#start);
    if (minutes > 0) dropped('server_minutes', minutes);
  }

  /** Where the horizon may move to, when so many rows of minutes are to pass it; a stretch of all servers at the least. */
  #next(end: number, most: number): number {
    const first = stretchStart(this.#start);
    const stretch = this.#nth.get(first, end, most) as number | undefined;
    if (stretch === undefined) return end;
    return stretch > this.#start ? stretch : Math.min(end, stretch + STRETCH);
  }

  /** Puts what is left of a run from `minute` on beside it. */
  #shorten(own: ServerMinutes, run: Alert, minute: number): void {
    const { metric, opened_at, closed_at, peak, breaches } = run;
    // A silence that reached over the minute would have ended there.
    if (metric === 'silent') return;
    const place = METRICS.indexOf(metric);
    const gone = own.sum(place, opened_at, minute);
    this.alerts.put({
      ...run,
      opened_at: minute,
      breaches: breaches - gone.breaches,
      peak: gone.peak < peak! ? peak : own.sum(place, minute, closed_at).peak,
    });
  }
}

/** Minutes before this one have passed; −Infinity while none has. It follows the horizon of the topic, in whole minutes. */
export function readAlertHorizon(db: Db): number {
  const start = db.prepare('SELECT horizon FROM alert_horizon').pluck().get() as number | undefined;
  return start ?? Number.NEGATIVE_INFINITY;
}

/** Start of the minute in which the horizon lies. */
export function minuteOf(horizon: number): number {
  return Math.floor(horizon / ALERT_MINUTE) * ALERT_MINUTE;
}
