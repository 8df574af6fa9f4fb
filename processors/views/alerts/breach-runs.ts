/**
 * Runs of minutes with a breach, repaired around one minute at a time. Minutes of a server only ever become more and
 * worse: one without samples may get some, one without a breach may get one, and a breach is never taken back.
 */
import type { Metric } from '../../rollups/servers.js';
import type { Alert, AlertTable } from './alert-table.js';
import type { Breaches, Minutes } from './minutes.js';

/** A minute that a commit has touched; its row holds the new state already. */
export interface Touched {
  readonly server: string;
  readonly minute: number;
  /** Whether the server had samples in it before. */
  readonly known: boolean;
  /** The next minute of the server with samples; null when there is none. */
  next(): number | null;
}

export class BreachRuns {
  constructor(
    readonly minutes: Minutes,
    readonly alerts: AlertTable,
  ) {}

  /** @param before nothing where the minute had no breach; `after` likewise */
  repair(touched: Touched, metric: Metric, before: Breaches | undefined, after: Breaches | undefined): void {
    if (before !== undefined) this.#worsen(touched, metric, before, after!);
    else if (after !== undefined) this.#breach(touched, metric, after);
    else if (!touched.known) this.#calm(touched, metric);
  }

  /** It was part of a run, and is. */
  #worsen({ server, minute }: Touched, metric: Metric, before: Breaches, after: Breaches): void {
    const run = this.alerts.openedBefore(server, metric, minute + 1)!;
    const breaches = run.breaches + after.breaches - before.breaches;
    const peak = Math.max(run.peak!, after.peak);
    if (breaches !== run.breaches || peak !== run.peak) this.alerts.grow(run, peak, breaches);
  }

  /** It becomes part of a run: the one around it, or of those that end and begin beside it, or a new one. */
  #breach(touched: Touched, metric: Metric, { breaches, peak }: Breaches): void {
    const { server, minute } = touched;
    const left = this.alerts.openedBefore(server, metric, minute);
    if (left !== undefined && reachesOver(left, minute)) {
      this.alerts.grow(left, Math.max(left.peak!, peak), left.breaches + breaches);
      return;
    }
    const next = touched.next();
    const right = next === null ? undefined : this.alerts.openedAt(server, metric, next);
    const parts = right === undefined ? [] : [right];
    if (left?.closed_at === minute) parts.push(left);
    for (const part of parts) this.alerts.remove(part);
    this.alerts.put({
      server_id: server,
      metric,
      opened_at: left?.closed_at === minute ? left.opened_at : minute,
      closed_at: right === undefined ? next : right.closed_at,
      peak: parts.reduce((highest, part) => Math.max(highest, part.peak!), peak),
      breaches: parts.reduce((n, part) => n + part.breaches, breaches),
    });
  }

  /** A minute without a breach where there was none: it closes the run around it, and cuts it in two. */
  #calm(touched: Touched, metric: Metric): void {
    const { server, minute } = touched;
    const run = this.alerts.openedBefore(server, metric, minute);
    if (run === undefined || !reachesOver(run, minute)) return;
    const next = touched.next();
    if (next === run.closed_at) {
      this.alerts.put({ ...run, closed_at: minute });
      return;
    }
    const right = this.minutes.sum(server, metric, next!, run.closed_at);
    const peak =
      run.peak! > right.peak
        ? run.peak!
        : this.minutes.peak(server, metric, run.opened_at, minute, run.peak!);
    this.alerts.put({ ...run, closed_at: minute, peak, breaches: run.breaches - right.breaches });
    this.alerts.put({ ...run, opened_at: next!, ...right });
  }
}

function reachesOver({ closed_at }: Alert, minute: number): boolean {
  return closed_at === null || closed_at > minute;
}
