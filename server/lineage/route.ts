/** `GET /v1/lineage`: what flows where, as it is configured and registered, with what flows now. */
import type { FastifyInstance } from 'fastify';
import type { DoorCounts } from '../observe/door-counts.js';
import type { Observer } from '../observe/observer.js';
import type { ReadDatabase } from '../read-database.js';
import type { Graph } from './graph.js';
import { LINEAGE_SCHEMA } from './schemas.js';
import { ServerLineage } from './server-lineage.js';

export interface LineageParts {
  /** `topologyOf(registeredIn(settings))`. */
  readonly graph: Graph;
  readonly observer: Observer;
  readonly door: Pick<DoorCounts, 'counts'>;
  readonly read: ReadDatabase;
}

const LOOK_EVERY_MS = 1000;

export function registerLineage(app: FastifyInstance, parts: LineageParts): void {
  const lineage = new ServerLineage(parts);
  let timer: NodeJS.Timeout | undefined;
  app.addHook('onReady', async () => {
    lineage.look();
    timer = setInterval(() => lineage.look(), LOOK_EVERY_MS).unref();
  });
  app.addHook('onClose', async () => clearInterval(timer));
  app.get('/v1/lineage', { config: { role: 'read' }, schema: LINEAGE_SCHEMA }, async () => lineage.now());
}
