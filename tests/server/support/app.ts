/** The whole server, in which nothing happens where a test does not say otherwise. */
import type { FastifyInstance } from 'fastify';
import { buildApp, type Parts } from '../../../server/app.js';
import { RecentEvents } from '../../../server/collector/recent.js';
import type { ReadDatabase } from '../../../server/read-database.js';
import { resourcesOf } from '../../../server/resources/registry.js';
import { collectorOf } from './collector.js';
import { observerOf } from './observer.js';
import { accessOf } from './parts.js';

/** A machine that runs all tests may be slow for as long as it likes: not what is tested, but in one place. */
const NO_PRESSURE = { delayMs: 60_000 };

export function partsOf(parts: Partial<Parts> = {}): Parts {
  return {
    access: accessOf(),
    collector: collectorOf(),
    resources: resourcesFor(() => undefined),
    observer: observerOf(),
    lineage: { nodes: [], edges: [] },
    ...parts,
    limits: { ...NO_PRESSURE, ...parts.limits },
  };
}

export function appOf(parts: Partial<Parts> = {}): FastifyInstance {
  return buildApp(partsOf(parts));
}

export function resourcesFor(read: ReadDatabase): Parts['resources'] {
  return { read, follow: () => undefined };
}

/** Every resource, where nothing ended at the door. */
export const RESOURCES = resourcesOf({ recent: new RecentEvents(), follow: () => undefined });
