/** How game-flow itself fares: `/v1/status`, `/v1/throughput`. */
import type { FastifyInstance } from 'fastify';
import type { Observer } from './observer.js';
import { STATUS_SCHEMA, THROUGHPUT_SCHEMA } from './schemas.js';

export function registerObserve(app: FastifyInstance, observer: Observer): void {
  app.addHook('onReady', async () => observer.start());
  app.addHook('onClose', async () => observer.stop());
  app.get('/v1/status', { config: { role: 'read' }, schema: STATUS_SCHEMA }, async () => observer.status());
  app.get('/v1/throughput', { config: { role: 'read' }, schema: THROUGHPUT_SCHEMA }, async () => ({
    rows: observer.throughput(),
  }));
}
