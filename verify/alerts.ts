import type { Settings } from '../settings/settings.js';
import type { Sample } from './events.js';
import { valueAt } from './groups.js';
import { METRICS } from './servers.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoTime, MINUTE, SECOND, windowStart } from './time.js';

interface Alert {
  server_id: string;
  metric: string;
  severity: 'critical' | 'warning';
  opened_at: number;
  closed_at: number | null;
  peak: number | null;
  breaches: number;
}

/** What a server sent in one minute, by metric in the order of METRICS. */
interface SampledMinute {
  readonly start: number;
  readonly breaches: number[];
  /** The largest value. */
  readonly peaks: number[];
}

/** Runs of minutes with breaches, and silences. */
export class Alerts {
  readonly #servers = new Map<string, Map<number, SampledMinute>>();

  constructor(readonly settings: Settings) {}

  add(sample: Sample): void {
    const minutes = valueAt(this.#servers, sample.server_id, () => new Map<number, SampledMinute>());
    const start = windowStart(sample.time, MINUTE);
    const minute = valueAt(minutes, start, () => ({ start, breaches: [0, 0, 0], peaks: [0, 0, 0] }));
    METRICS.forEach((metric, i) => {
      const value = sample[metric];
      if (value >= this.settings.thresholds.breach[metric]) minute.breaches[i]!++;
      minute.peaks[i] = Math.max(minute.peaks[i]!, value);
    });
  }

  rows(W: number, horizon: number): object[] {
    const found = [...this.#servers].flatMap(([server_id, minutes]) => {
      const inOrder = this.#kept(
        [...minutes.values()].sort((a, b) => a.start - b.start),
        horizon,
      );
      const breaches = METRICS.flatMap((_, i) => this.#breachRuns(server_id, inOrder, i));
      return [...breaches, ...this.#silences(server_id, inOrder, W)];
    });
    return found
      .sort(
        (a, b) =>
          compareNumbers(a.opened_at, b.opened_at) ||
          compareUtf8(a.server_id, b.server_id) ||
          compareUtf8(a.metric, b.metric),
      )
      .map((alert) => ({
        ...alert,
        opened_at: isoTime(alert.opened_at),
        closed_at: alert.closed_at === null ? null : isoTime(alert.closed_at),
      }));
  }

  /** Of the minutes that retention has passed only the last one, so that what goes on across its horizon is still seen. */
  #kept(minutes: readonly SampledMinute[], horizon: number): readonly SampledMinute[] {
    const passed = minutes.filter(({ start }) => start + MINUTE <= horizon).length;
    return minutes.slice(Math.max(0, passed - 1));
  }

  #breachRuns(server_id: string, minutes: readonly SampledMinute[], i: number): Alert[] {
    const metric = METRICS[i]!;
    const found: Alert[] = [];
    let first = 0;
    while (first < minutes.length) {
      let next = first;
      let breaches = 0;
      let peak = 0;
      while (next < minutes.length && minutes[next]!.breaches[i]! > 0) {
        breaches += minutes[next]!.breaches[i]!;
        peak = Math.max(peak, minutes[next]!.peaks[i]!);
        next++;
      }
      if (next > first) {
        found.push({
          server_id,
          metric,
          severity: peak >= this.settings.thresholds.critical[metric] ? 'critical' : 'warning',
          opened_at: minutes[first]!.start,
          closed_at: minutes[next]?.start ?? null,
          peak,
          breaches,
        });
      }
      first = next + 1;
    }
    return found;
  }

  #silences(server_id: string, minutes: readonly SampledMinute[], W: number): Alert[] {
    const found: Alert[] = [];
    for (const [index, minute] of minutes.entries()) {
      const opened_at = minute.start + MINUTE;
      const closed_at = minutes[index + 1]?.start ?? null;
      if ((closed_at ?? W) - opened_at < this.settings.thresholds.silent_seconds * SECOND) continue;
      found.push({
        server_id,
        metric: 'silent',
        severity: 'critical',
        opened_at,
        closed_at,
        peak: null,
        breaches: 0,
      });
    }
    return found;
  }
}
