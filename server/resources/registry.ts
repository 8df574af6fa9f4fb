/** Every resource, once: routes, watches and their documents come from here. */
import type { Resource } from './resource.js';
import { STATS_RESOURCES } from './stats.js';

export const RESOURCES: readonly Resource[] = [...STATS_RESOURCES];
