/** Servers, and the minutes from which alerts are read (DESIGN.md, "Servers" and "Alerts"). */
import type { ServerMetric } from '../../schemas/index.js';
import { toMillionths } from './decimal.js';
import { type Measure, type Rollup, windowStart } from './rollup.js';

export const METRICS = ['cpu_load', 'memory_usage', 'latency'] as const;
export type Metric = (typeof METRICS)[number];

/** A sample at or above this is a breach: per cent, per cent, ms. */
export const BREACH: Readonly<Record<Metric, number>> = { cpu_load: 90, memory_usage: 90, latency: 200 };

/** A run of breaching minutes that peaks at or above this is critical. */
export const CRITICAL: Readonly<Record<Metric, number>> = { cpu_load: 97, memory_usage: 97, latency: 500 };

/** Alerts are made of whole minutes, in ms. */
export const ALERT_MINUTE = 60_000;

/** A server without samples for so long, in ms, is silent. */
export const SILENCE = 120_000;

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

export const serverMinutes: Rollup<'server-metrics'> = {
  name: 'server_minutes',
  topic: 'server-metrics',
  key: [
    { name: 'server_id', type: 'text', of: (event) => event.server_id },
    { name: 'minute', type: 'integer', of: (_, time) => windowStart(time, ALERT_MINUTE) },
  ],
  measures: [
    { kind: 'count', name: 'samples' },
    ...METRICS.flatMap((metric): Measure<ServerMetric>[] => [
      { kind: 'count', name: `${metric}_breaches`, where: (event) => event[metric] >= BREACH[metric] },
      { kind: 'max', name: `${metric}_peak`, type: 'real', of: (event) => event[metric] },
    ]),
  ],
};
