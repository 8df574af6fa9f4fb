/**
 * HTTP requests by route: the pattern and never the path, so that no client can make up another series. What fits no
 * route is `(none)`.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Seconds: requests are to be answered within 50 ms; a broker that is away makes them wait for ten seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The client broke the request off before it was answered: nginx's number for it. */
const BROKEN_OFF = 499;

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
  app.addHook('onRequest', async (request, reply) => {
    const labels = labelsOf(request);
    const start = performance.now();
    inProgress.inc(labels);
    let status = BROKEN_OFF;
    reply.raw.once('finish', () => {
      status = reply.raw.statusCode;
    });
    // It comes once, whether the answer was sent or not.
    reply.raw.once('close', () => {
      inProgress.dec(labels);
      requests.inc({ ...labels, status });
      duration.observe(labels, (performance.now() - start) / 1000);
    });
  });
}

function labelsOf({ method, routeOptions }: FastifyRequest): { method: string; route: string } {
  return { method, route: routeOptions.url ?? '(none)' };
}
