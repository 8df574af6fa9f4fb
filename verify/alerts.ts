import type { Sample } from './events.js';
import { groupBy, largest, watermark } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoTime, MINUTE, SECOND, windowStart } from './time.js';

const METRICS = [
  { metric: 'cpu_load', breach: 90, critical: 97 },
  { metric: 'memory_usage', breach: 90, critical: 97 },
  { metric: 'latency', breach: 200, critical: 500 },
] as const;
const SILENT_AFTER = 120 * SECOND;

interface Alert {
  server_id: string;
  metric: string;
  severity: 'critical' | 'warning';
  opened_at: number;
  closed_at: number | null;
  peak: number | null;
  breaches: number;
}

/** A minute in which a server sent samples. */
interface SampledMinute {
  start: number;
  samples: Sample[];
}

export function alerts(samples: Sample[]): unknown[] {
  const W = watermark(samples);
  const found = [...groupBy(samples, (sample) => sample.server_id)].flatMap(([server_id, of]) => {
    const minutes = [...groupBy(of, (sample) => windowStart(sample.time, MINUTE))]
      .map(([start, inIt]) => ({ start, samples: inIt }))
      .sort((a, b) => a.start - b.start);
    const breaches = METRICS.flatMap((rule) => breachRuns(server_id, minutes, rule));
    return [...breaches, ...silences(server_id, minutes, W!)];
  });
  found.sort(
    (a, b) =>
      compareNumbers(a.opened_at, b.opened_at) ||
      compareUtf8(a.server_id, b.server_id) ||
      compareUtf8(a.metric, b.metric),
  );
  return found.map((alert) => ({
    ...alert,
    opened_at: isoTime(alert.opened_at),
    closed_at: alert.closed_at === null ? null : isoTime(alert.closed_at),
  }));
}

function breachRuns(
  server_id: string,
  minutes: SampledMinute[],
  { metric, breach, critical }: (typeof METRICS)[number],
): Alert[] {
  const breachesIn = (minute: SampledMinute) =>
    minute.samples.map((sample) => sample[metric]).filter((value) => value >= breach);
  const found: Alert[] = [];
  let first = 0;
  while (first < minutes.length) {
    let next = first;
    let values: number[] = [];
    while (next < minutes.length && breachesIn(minutes[next]!).length > 0) {
      values = values.concat(breachesIn(minutes[next]!));
      next++;
    }
    if (next > first) {
      const peak = largest(values);
      found.push({
        server_id,
        metric,
        severity: peak >= critical ? 'critical' : 'warning',
        opened_at: minutes[first]!.start,
        closed_at: minutes[next]?.start ?? null,
        peak,
        breaches: values.length,
      });
    }
    first = next + 1;
  }
  return found;
}

function silences(server_id: string, minutes: SampledMinute[], W: number): Alert[] {
  const found: Alert[] = [];
  for (const [index, minute] of minutes.entries()) {
    const opened_at = minute.start + MINUTE;
    const closed_at = minutes[index + 1]?.start ?? null;
    if ((closed_at ?? W) - opened_at < SILENT_AFTER) continue;
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
