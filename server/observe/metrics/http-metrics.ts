/** HTTP requests by the pattern of their route. */
import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { onRequestEnd, routeOf } from '../request-end.js';

/** Seconds: requests are to be answered within 50 ms; a broker that is away makes them wait for ten seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function registerHttpMetrics(app: FastifyInstance, registry: Registry): void {
  const registers = [registry];
  const requests = new Counter({
    name: 'game_flow_http_requests_total',
    help: 'HTTP requests that were answered, or broken off (status 499).',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'game_flow_http_request_duration_seconds',
    help: 'From the first byte of a request to the last byte of its answer.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers,
  });
  const inProgress = new Gauge({
    name: 'game_flow_http_requests_in_progress',
    help: 'HTTP requests that are being answered; of /v1/changes, those who watch.',
    labelNames: ['method', 'route'],
    registers,
  });
  onRequestEnd(app, (request) => {
    const labels = { method: request.method, route: routeOf(request) };
    inProgress.inc(labels);
    return ({ status, seconds }) => {
      inProgress.dec(labels);
      requests.inc({ ...labels, status });
      duration.observe(labels, seconds);
    };
  });
}
