/**
 * Alerts, kept up to date with the minutes of the servers. A minute after all others of its server, as nearly all are,
 * is handled in memory. Around any other one the commit repairs the runs and silences, in a few steps however long an
 * alert has been open: it joins runs, cuts them in two, ends or begins silences; only a cut reads the run.
 */
import type { EventColumns } from '../../../schemas/index.js';
import type { Settings } from '../../../settings/settings.js';
import { METRICS } from '../../rollups/servers.js';
import type { Db } from '../../store/open.js';
import { watermark } from '../../store/watermark.js';
import type { Commit, View, ViewKind } from '../view.js';
import { ALERTS_DDL, type Alert, AlertTable } from './alert-table.js';
import { BreachRuns } from './breach-runs.js';
import { HORIZON_DDL, Horizon } from './horizon.js';
import { LastRuns } from './last-runs.js';
import { MINUTES_DDL } from './minute-rows.js';
import { Minutes } from './minutes.js';
import { rederiveSilences } from './rederive-silences.js';
import { SampledMinutes } from './sampled-minutes.js';
import type { ServerMinutes } from './server-minutes.js';
import { severityOf } from './severity.js';
import { Silences } from './silences.js';

export const alerts: ViewKind<'server-metrics'> = {
  topic: 'server-metrics',
  name: () => 'alerts',
  finds: 'alert',
  ddl: () => [...MINUTES_DDL, ...ALERTS_DDL, ...HORIZON_DDL],
  open: (db, settings) => new AlertsView(db, settings),
  // Breaches are folded into the minutes: only silences follow a threshold.
  rederive: (db, { thresholds }) =>
    rederiveSilences(db, thresholds.silent_seconds * 1000, watermark(db, 'server-metrics')),
};

export class AlertsView implements View<'server-metrics'> {
  readonly full = false;
  readonly #settings: Settings;
  readonly #sampled: SampledMinutes;
  readonly #minutes: Minutes;
  readonly #alerts: AlertTable;
  readonly #lastRuns: LastRuns;
  readonly #runs: BreachRuns;
  readonly #silences: Silences;
  /** ms. */
  readonly #silence: number;
  readonly drop: Horizon;

  /** @param remembered servers; another number than the usual is for tests */
  constructor(db: Db, settings: Settings, remembered?: number) {
    this.#settings = settings;
    this.#sampled = new SampledMinutes(settings.thresholds.breach);
    this.#minutes = new Minutes(db, remembered);
    this.#alerts = new AlertTable(db);
    this.#lastRuns = new LastRuns(this.#alerts);
    this.#runs = new BreachRuns(this.#alerts);
    this.#silence = settings.thresholds.silent_seconds * 1000;
    this.#silences = new Silences(db, this.#alerts, this.#silence, watermark(db, 'server-metrics'));
    this.drop = new Horizon(db, this.#minutes, this.#alerts);
  }

  take(events: EventColumns<'server-metrics'>, rows: Int32Array, count: number): void {
    this.#sampled.take(events, rows, count);
  }

  write(commit: Commit): void {
    this.#sampled.visit((server, entries, count) => this.#write(server, entries, count, commit));
    this.#minutes.rows.flush();
    this.#silences.settle(commit.watermark);
    this.#alerts.flush();
    for (const alert of this.#alerts.changed) this.#report(alert, commit);
  }

  committed(): void {
    this.#sampled.clear();
    this.#alerts.clear();
    this.#minutes.settle();
  }

  /** Takes in what a server has sent, in the order of its minutes: late ones come before those at the end. */
  #write(server: string, entries: Int32Array, count: number, commit: Commit): void {
    const own = this.#minutes.of(server);
    const lastBefore = own.last;
    // Of a server that sends every second most commits change nothing.
    const first = entries[0]!;
    if (count === 1 && this.#sampled.minuteOf(first) === lastBefore && !this.#sampled.hasBreaches(first))
      return;
    for (let i = 0; i < count; ) {
      const entry = entries[i++]!;
      const minute = this.#sampled.minuteOf(entry);
      if (minute < own.last || this.drop.hasPassed(minute)) {
        this.#repair(own, entry, lastBefore, commit);
      } else {
        this.#append(own, entry, lastBefore);
        if (own.last !== lastBefore) i = own.appendCalm(this.#sampled, entries, i, count, this.#silence);
      }
    }
    this.#lastRuns.write();
    own.write();
    if (own.last !== lastBefore) this.#silences.ended(server, own.last);
  }

  /** Of the last minute of a server, or one after it. */
  #append(own: ServerMinutes, entry: number, lastBefore: number): void {
    const minute = this.#sampled.minuteOf(entry);
    const { last, server } = own;
    if (minute > last) {
      if (last !== Number.NEGATIVE_INFINITY) {
        this.#lastRuns.begin(own, minute);
        this.#silences.inserted(server, minute, last, null, last === lastBefore);
      }
      own.append(minute);
    }
    if (!this.#sampled.hasBreaches(entry)) return;
    for (let metric = 0; metric < METRICS.length; metric++) {
      const breaches = this.#sampled.breachesOf(entry, metric);
      if (breaches === 0) continue;
      const peak = this.#sampled.peakOf(entry, metric);
      this.#lastRuns.breach(own, metric, breaches, peak);
      own.breach(minute, metric, breaches, peak);
    }
  }

  /** Of any minute. */
  #repair(own: ServerMinutes, entry: number, lastBefore: number, commit: Commit): void {
    const minute = this.#sampled.minuteOf(entry);
    const known = own.has(minute);
    if (known && !this.#sampled.hasBreaches(entry)) return;
    if (this.drop.hasGone(own, minute)) {
      commit.dropped('server_minutes', 1);
      return;
    }
    own.forgetRuns();
    if (!known) own.insert(minute);
    for (let metric = 0; metric < METRICS.length; metric++) {
      const before = own.breachesIn(minute, metric);
      const breaches = this.#sampled.breachesOf(entry, metric);
      const peak = this.#sampled.peakOf(entry, metric);
      if (breaches > 0) own.breach(minute, metric, breaches, peak);
      this.#runs.repair({ own, minute, known }, metric, before, { breaches, peak });
    }
    if (known) return;
    const previous = own.previous(minute);
    this.#silences.inserted(own.server, minute, previous, own.next(minute), previous === lastBefore);
    if (this.drop.hasPassed(minute)) this.drop.keepFrom(own, minute, commit.dropped);
  }

  /** What goes with this commit is no news, nor is a run that the horizon shortens: it has another `opened_at` each minute. */
  #report(alert: Alert, commit: Commit): void {
    const { server_id, metric, opened_at, closed_at, peak, breaches } = alert;
    if (closed_at !== null && this.drop.isToPass(closed_at, commit.horizon)) return;
    if (metric !== 'silent' && this.drop.isToPass(opened_at, commit.horizon)) return;
    const severity = severityOf(alert, this.#settings.thresholds);
    commit.report({
      kind: 'alert',
      rule: metric,
      subject: server_id,
      since: opened_at,
      windowEnd: null,
      until: closed_at,
      details: { severity, peak, breaches },
    });
  }
}
