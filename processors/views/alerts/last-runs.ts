/**
 * Runs of minutes with a breach at the end of a server's minutes, where nearly all samples come. The last run of each
 * metric stays in memory: a minute after all others ends it, extends it or begins another without a look into a table.
 */
import { METRICS } from '../../rollups/servers.js';
import type { AlertTable } from './alert-table.js';
import type { Run, ServerMinutes } from './server-minutes.js';

export class LastRuns {
  readonly #changed = new Set<Run>();

  constructor(readonly alerts: AlertTable) {}

  /** A minute after all others begins; it may yet have breaches. `own` does not have it. */
  begin(own: ServerMinutes, minute: number): void {
    for (let metric = 0; metric < METRICS.length; metric++) {
      if (own.breachesIn(own.last, metric) === 0) continue;
      const run = this.#lastOf(own, metric)!;
      run.closed_at = minute;
      this.#changed.add(run);
    }
  }

  /** The last minute has more breaches. `own` does not have them. */
  breach(own: ServerMinutes, metric: number, breaches: number, peak: number): void {
    const minute = own.last;
    let run = this.#lastOf(own, metric);
    if (run === null || (run.closed_at !== null && run.closed_at !== minute)) {
      run = {
        server_id: own.server,
        metric: METRICS[metric]!,
        opened_at: minute,
        closed_at: null,
        peak,
        breaches: 0,
      };
      own.runs[metric] = run;
    }
    run.closed_at = null;
    run.breaches += breaches;
    run.peak = Math.max(run.peak!, peak);
    this.#changed.add(run);
  }

  /** Hands what has changed over to the table. */
  write(): void {
    for (const run of this.#changed) this.alerts.put({ ...run });
    this.#changed.clear();
  }

  #lastOf(own: ServerMinutes, metric: number): Run | null {
    let run = own.runs[metric];
    if (run === undefined) {
      run = this.alerts.openedBefore(own.server, METRICS[metric]!, own.last + 1) ?? null;
      own.runs[metric] = run;
    }
    return run;
  }
}
