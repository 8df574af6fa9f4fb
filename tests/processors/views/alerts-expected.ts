/** Alerts worked out from the samples alone, the slow and plain way. */
import type { MetricThresholds } from '../../../settings/settings.js';

export interface Sample {
  readonly server_id: string;
  /** ms since 1970. */
  readonly time: number;
  readonly cpu_load: number;
  readonly memory_usage: number;
  readonly latency: number;
}

export interface Rules {
  readonly breach: MetricThresholds;
  readonly critical: MetricThresholds;
  /** ms. */
  readonly silence: number;
  /** Of a server's minutes that end at or before it, only the last counts. */
  readonly horizon: number;
}

const MINUTE = 60_000;
const METRICS = ['cpu_load', 'latency', 'memory_usage'] as const;

interface Minute {
  readonly start: number;
  readonly samples: Sample[];
}

export function expectedAlerts(samples: readonly Sample[], rules: Rules): object[] {
  const watermark = Math.max(...samples.map(({ time }) => time));
  const rows = serversOf(samples).flatMap((server) => {
    const minutes = keptMinutes(samples, server, rules.horizon);
    return [
      ...METRICS.flatMap((metric) => runs(minutes, metric, rules)),
      ...silences(minutes, rules.silence, watermark),
    ].map((row) => ({ server_id: server, ...row }));
  });
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  return rows
    .sort(
      (a, b) => a.opened_at - b.opened_at || compare(a.server_id, b.server_id) || compare(a.metric, b.metric),
    )
    .map((row) => ({ ...row, opened_at: iso(row.opened_at), closed_at: iso(row.closed_at) }));
}

export function serversOf(samples: readonly Sample[]): string[] {
  return [...new Set(samples.map(({ server_id }) => server_id))].sort(compare);
}

export function keptMinutes(samples: readonly Sample[], server: string, horizon: number): Minute[] {
  const own = samples.filter(({ server_id }) => server_id === server);
  const starts = [...new Set(own.map(({ time }) => time - (time % MINUTE)))].sort((a, b) => a - b);
  const lastGone = starts.filter((start) => start + MINUTE <= horizon).at(-1);
  return starts
    .filter((start) => lastGone === undefined || start >= lastGone)
    .map((start) => ({ start, samples: own.filter(({ time }) => time - (time % MINUTE) === start) }));
}

interface Found {
  readonly metric: string;
  readonly severity: string;
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly peak: number | null;
  readonly breaches: number;
}

function runs(minutes: Minute[], metric: (typeof METRICS)[number], { breach, critical }: Rules): Found[] {
  const found: Found[] = [];
  let run: Minute[] = [];
  const end = (closed_at: number | null) => {
    if (run.length === 0) return;
    const values = run.flatMap(({ samples }) =>
      samples.map((s) => s[metric]).filter((v) => v >= breach[metric]),
    );
    const peak = Math.max(...values);
    const severity = peak >= critical[metric] ? 'critical' : 'warning';
    found.push({ metric, severity, opened_at: run[0]!.start, closed_at, peak, breaches: values.length });
    run = [];
  };
  for (const minute of minutes) {
    if (minute.samples.some((sample) => sample[metric] >= breach[metric])) run.push(minute);
    else end(minute.start);
  }
  end(null);
  return found;
}

function silences(minutes: Minute[], silence: number, watermark: number): Found[] {
  return minutes.flatMap(({ start }, i) => {
    const opened_at = start + MINUTE;
    const closed_at = minutes[i + 1]?.start ?? null;
    return (closed_at ?? watermark) - opened_at >= silence
      ? [{ metric: 'silent', severity: 'critical', opened_at, closed_at, peak: null, breaches: 0 }]
      : [];
  });
}

/** By UTF-8 bytes. */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
