/** Servers (docs/data-dictionary.md). Alerts about them are made in processors/views/alerts. */
import { MINUTE, type Rollup } from './rollup.js';

export const METRICS = ['cpu_load', 'memory_usage', 'latency'] as const;
export type Metric = (typeof METRICS)[number];

/** Alerts are made of whole minutes, in ms. */
export const ALERT_MINUTE = MINUTE;

export const servers: Rollup<'server-metrics'> = {
  name: 'servers',
  topic: 'server-metrics',
  key: [{ name: 'server_id', field: 'server_id' }],
  measures: [
    { kind: 'count', name: 'samples' },
    ...METRICS.flatMap((metric): Rollup<'server-metrics'>['measures'] => [
      { kind: 'last', name: `${metric}_last`, field: metric },
      { kind: 'sum', name: `${metric}_sum`, field: metric },
      { kind: 'max', name: `${metric}_max`, field: metric },
    ]),
  ],
};
