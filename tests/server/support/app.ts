/** The whole server, in which nothing happens where a test does not say otherwise. */
import type { FastifyInstance } from 'fastify';
import { buildApp, type Parts } from '../../../server/app.js';
import { collectorOf } from './collector.js';
import { observerOf } from './observer.js';
import { accessOf } from './parts.js';

export function partsOf(parts: Partial<Parts> = {}): Parts {
  return {
    access: accessOf(),
    collector: collectorOf(),
    resources: { read: () => undefined },
    observer: observerOf(),
    lineage: { nodes: [], edges: [] },
    ...parts,
  };
}

export function appOf(parts: Partial<Parts> = {}): FastifyInstance {
  return buildApp(partsOf(parts));
}
