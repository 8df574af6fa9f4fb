/** Every resource, once: routes, watches and their documents come from here. */
import type { ReadDatabase } from '../read-database.js';
import { DEAD_LETTERS } from './dead-letters.js';
import { GAPS } from './gaps.js';
import { type LatestEventsParts, latestEventsResource } from './latest-events.js';
import { LEADERS } from './leaders.js';
import type { Resource } from './resource.js';
import { STATS_RESOURCES } from './stats.js';

export interface ResourcesParts extends Pick<LatestEventsParts, 'follow'> {
  readonly read: ReadDatabase;
}

export function resourcesOf(parts: LatestEventsParts): readonly Resource[] {
  return [...STATS_RESOURCES, latestEventsResource(parts), LEADERS, DEAD_LETTERS, GAPS];
}
