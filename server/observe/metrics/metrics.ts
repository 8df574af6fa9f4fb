/** Everything that Prometheus scrapes, in a registry of its own. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Observer } from '../observer.js';
import { type CollectorFacts, collectorMetrics } from './collector-metrics.js';
import { register, single } from './described.js';
import { flowMetrics } from './flow-metrics.js';

/** Gauges of prom-client with the name of a counter: sums of the ones by type, which stay. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** Metrics of the flow, of the door, and of the process itself; those of HTTP come with the app. */
export function metricsOf(observer: Observer, collector: CollectorFacts): Registry {
  const registry = new Registry();
  register(registry, {
    name: 'game_flow_build_info',
    kind: 'gauge',
    help: 'The version that runs; always 1.',
    labels: ['version', 'node'],
    samples: () =>
      single(1).map((sample) => ({
        ...sample,
        labels: { version: observer.parts.version, node: process.version },
      })),
  });
  for (const metric of [...flowMetrics(observer), ...collectorMetrics(collector)]) register(registry, metric);
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  return registry;
}
