/**
 * Runs of minutes with a breach, repaired around one minute at a time, wherever it lies. Minutes of a server only ever
 * become more and worse: one without samples may get some, one without a breach may get one, and a breach is never taken
 * back.
 */
import { METRICS } from '../../rollups/servers.js';
import type { Alert, AlertTable } from './alert-table.js';
import type { BreachSum } from './breaches.js';
import type { ServerMinutes } from './server-minutes.js';

/** A minute that a commit has touched; it has its new state already. */
export interface Touched {
  readonly own: ServerMinutes;
  readonly minute: number;
  /** Whether the server had samples in it before. */
  readonly known: boolean;
}

export class BreachRuns {
  constructor(readonly alerts: AlertTable) {}

  /**
   * @param metric its place in METRICS
   * @param before how many breaches the minute had
   * @param added what was added
   */
  repair(touched: Touched, metric: number, before: number, added: BreachSum): void {
    if (added.breaches > 0) {
      if (before > 0) this.#worsen(touched, metric, added);
      else this.#breach(touched, metric, added);
    } else if (!touched.known) this.#calm(touched, metric);
  }

  /** It was part of a run, and is. */
  #worsen({ own, minute }: Touched, metric: number, added: BreachSum): void {
    this.#grow(this.alerts.openedBefore(own.server, METRICS[metric]!, minute + 1)!, added);
  }

  /** It becomes part of a run: the one around it, or of those that end and begin beside it, or a new one. */
  #breach({ own, minute }: Touched, metric: number, added: BreachSum): void {
    const { server } = own;
    const name = METRICS[metric]!;
    const left = this.alerts.openedBefore(server, name, minute);
    if (left !== undefined && reachesOver(left, minute)) {
      this.#grow(left, added);
      return;
    }
    const next = own.next(minute);
    const right = next === null ? undefined : this.alerts.openedAt(server, name, next);
    const parts = right === undefined ? [] : [right];
    if (left?.closed_at === minute) parts.push(left);
    for (const part of parts) this.alerts.remove(part);
    this.alerts.put({
      server_id: server,
      metric: name,
      opened_at: left?.closed_at === minute ? left.opened_at : minute,
      closed_at: right === undefined ? next : right.closed_at,
      peak: parts.reduce((highest, part) => Math.max(highest, part.peak!), added.peak),
      breaches: parts.reduce((n, part) => n + part.breaches, added.breaches),
    });
  }

  /** A minute without a breach where there was none: it closes the run around it, and cuts it in two. */
  #calm({ own, minute }: Touched, metric: number): void {
    const previous = own.previous(minute);
    if (previous === null || own.breachesIn(previous, metric) === 0) return;
    const run = this.alerts.openedBefore(own.server, METRICS[metric]!, minute)!;
    const next = own.next(minute);
    if (next === run.closed_at) {
      this.alerts.put({ ...run, closed_at: minute });
      return;
    }
    const right = own.sum(metric, next!, run.closed_at);
    const peak = run.peak! > right.peak ? run.peak : own.sum(metric, run.opened_at, minute).peak;
    this.alerts.put({ ...run, closed_at: minute, peak, breaches: run.breaches - right.breaches });
    this.alerts.put({ ...run, opened_at: next!, ...right });
  }

  #grow(run: Alert, { breaches, peak }: BreachSum): void {
    this.alerts.put({ ...run, peak: Math.max(run.peak!, peak), breaches: run.breaches + breaches });
  }
}

function reachesOver({ closed_at }: Alert, minute: number): boolean {
  return closed_at === null || closed_at > minute;
}
