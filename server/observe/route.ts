/** How game-flow itself fares: for people, for whoever restarts it, and for whoever sends requests to it or elsewhere. */
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Observer } from './observer.js';
import {
  HEALTH_SCHEMA,
  METRICS_SCHEMA,
  READINESS_SCHEMA,
  STATUS_SCHEMA,
  THROUGHPUT_SCHEMA,
} from './schemas.js';

export function registerObserve(app: FastifyInstance, observer: Observer, registry: Registry): void {
  app.addHook('onReady', async () => observer.start());
  app.addHook('onClose', async () => observer.stop());
  app.get('/v1/status', { config: { role: 'read' }, schema: STATUS_SCHEMA }, async () => observer.status());
  app.get('/v1/throughput', { config: { role: 'read' }, schema: THROUGHPUT_SCHEMA }, async () => ({
    rows: observer.throughput(),
  }));
  app.get('/healthz', { config: { role: 'public' }, schema: HEALTH_SCHEMA }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config: { role: 'public' }, schema: READINESS_SCHEMA }, async (_, reply) => {
    const readiness = observer.readiness();
    return reply.code(readiness.status === 'ready' ? 200 : 503).send(readiness);
  });
  app.get('/metrics', { config: { role: 'read' }, schema: METRICS_SCHEMA }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
