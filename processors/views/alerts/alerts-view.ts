/**
 * Alerts, kept up to date with the minutes of the servers: a commit repairs the runs and silences around each minute
 * it touches, in a few steps however long an alert has been open. A late minute joins runs, cuts them in two, ends or
 * begins silences; only a cut reads the run.
 */
import type { ServerMetric } from '../../../schemas/index.js';
import type { Settings } from '../../../settings/settings.js';
import { type Cell, Fold } from '../../rollups/fold.js';
import { METRICS, serverMinutes } from '../../rollups/servers.js';
import type { Db } from '../../store/open.js';
import { watermark } from '../../store/watermark.js';
import type { Commit, View, ViewKind } from '../view.js';
import { ALERTS_DDL, type Alert, AlertTable } from './alert-table.js';
import { BreachRuns, type Touched } from './breach-runs.js';
import { HORIZON_DDL, Horizon } from './horizon.js';
import { type Breaches, Minutes, minutesDdl } from './minutes.js';
import { severityOf } from './severity.js';
import { rederiveSilences, Silences } from './silences.js';

export const alerts: ViewKind<'server-metrics'> = {
  topic: 'server-metrics',
  name: () => 'alerts',
  finds: 'alert',
  ddl: (settings) => [...minutesDdl(settings), ...ALERTS_DDL, ...HORIZON_DDL],
  open: (db, settings) => new AlertsView(db, settings),
  // Breaches are folded into the minutes: only silences follow a threshold.
  rederive: (db, { thresholds }) =>
    rederiveSilences(db, thresholds.silent_seconds * 1000, watermark(db, 'server-metrics')),
};

class AlertsView implements View<'server-metrics'> {
  readonly full = false;
  readonly #settings: Settings;
  readonly #fold: Fold<'server-metrics'>;
  readonly #minutes: Minutes;
  readonly #alerts: AlertTable;
  readonly #runs: BreachRuns;
  readonly #silences: Silences;
  readonly drop: Horizon;

  constructor(db: Db, settings: Settings) {
    this.#settings = settings;
    this.#fold = new Fold(serverMinutes(settings));
    this.#minutes = new Minutes(db, settings);
    this.#alerts = new AlertTable(db);
    this.#runs = new BreachRuns(this.#minutes, this.#alerts);
    const silence = settings.thresholds.silent_seconds * 1000;
    this.#silences = new Silences(db, this.#alerts, silence, watermark(db, 'server-metrics'));
    this.drop = new Horizon(db, this.#minutes, this.#alerts);
  }

  add(event: ServerMetric, time: number): void {
    this.#fold.add(event, time);
  }

  write(commit: Commit): void {
    for (const cell of inOrder(this.#fold.cells.values())) this.#take(cell, commit);
    this.#silences.settle(commit.watermark);
    for (const alert of this.#alerts.changed) this.#report(alert, commit);
  }

  committed(): void {
    this.#fold.clear();
    this.#alerts.clear();
  }

  #take(cell: Cell, commit: Commit): void {
    const [minute, server] = cell.key as [number, string];
    if (this.drop.hasGone(server, minute)) {
      commit.dropped('server_minutes', 1);
      return;
    }
    const before = this.#minutes.read(server, minute);
    this.#minutes.merge(cell);
    const known = before !== undefined;
    let next: number | null | undefined;
    const touched: Touched = {
      server,
      minute,
      known,
      next: () => {
        if (next === undefined) next = this.#minutes.next(server, minute);
        return next;
      },
    };
    METRICS.forEach((metric, i) => {
      const was = before?.[i];
      this.#runs.repair(touched, metric, was?.breaches ? was : undefined, merged(was, cell, i));
    });
    if (known) return;
    this.#silences.inserted(server, minute, this.#minutes.previous(server, minute), touched.next());
    if (this.drop.hasPassed(minute)) this.drop.keepFrom(server, minute, commit.dropped);
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

/** By minute: a server's minutes are then mostly added at its end. */
function inOrder(cells: Iterable<Cell>): Cell[] {
  return [...cells].sort((a, b) => (a.key[0] as number) - (b.key[0] as number));
}

/** Of the metric at `i` in a minute, with what the cell adds; undefined without a breach. */
function merged(was: Breaches | undefined, { measures }: Cell, i: number): Breaches | undefined {
  const added = (measures[1 + 2 * i] as { count: number }).count;
  const peak = (measures[2 + 2 * i] as { value: number }).value;
  const breaches = (was?.breaches ?? 0) + added;
  return breaches === 0 ? undefined : { breaches, peak: Math.max(was?.peak ?? peak, peak) };
}
