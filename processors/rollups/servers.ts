/** Servers, and the minutes of which alerts are made (docs/data-dictionary.md; processors/views/alerts). */
import type { ServerMetric } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { toMillionths } from './decimal.js';
import { type Measure, MINUTE, type Rollup, windowStart } from './rollup.js';

export const METRICS = ['cpu_load', 'memory_usage', 'latency'] as const;
export type Metric = (typeof METRICS)[number];

/** Alerts are made of whole minutes, in ms. */
export const ALERT_MINUTE = MINUTE;

export const servers: Rollup<'server-metrics'> = {
  name: 'servers',
  topic: 'server-metrics',
  key: [{ name: 'server_id', type: 'text', of: (event) => event.server_id }],
  measures: [
    { kind: 'count', name: 'samples' },
    ...METRICS.flatMap((metric): Measure<ServerMetric>[] => [
      { kind: 'last', name: `${metric}_last`, type: 'real', of: (event) => event[metric] },
      { kind: 'sum', name: `${metric}_sum`, of: (event) => toMillionths(event[metric]) },
      { kind: 'max', name: `${metric}_max`, type: 'real', of: (event) => event[metric] },
    ]),
  ],
};

export function serverMinutes({ thresholds }: Settings): Rollup<'server-metrics'> {
  const { breach } = thresholds;
  return {
    name: 'server_minutes',
    topic: 'server-metrics',
    key: [
      { name: 'minute', type: 'integer', of: (_, time) => windowStart(time, ALERT_MINUTE) },
      { name: 'server_id', type: 'text', of: (event) => event.server_id },
    ],
    measures: [
      { kind: 'count', name: 'samples' },
      ...METRICS.flatMap((metric): Measure<ServerMetric>[] => [
        { kind: 'count', name: `${metric}_breaches`, where: (event) => event[metric] >= breach[metric] },
        { kind: 'max', name: `${metric}_peak`, type: 'real', of: (event) => event[metric] },
      ]),
    ],
  };
}
