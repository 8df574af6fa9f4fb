import type { Settings } from '../settings/settings.js';
import type { Topic } from './events.js';
import { SECOND } from './time.js';

/**
 * Horizons that a database says it has come to, ms since 1970: they never go back, so what is retained now may be longer
 * than what was once.
 */
export interface Reached {
  readonly topics: ReadonlyMap<string, number>;
  /** That of alerts, while it is behind its topic's; otherwise it is the same. */
  readonly alerts: number | undefined;
}

export const NOTHING_REACHED: Reached = { topics: new Map(), alerts: undefined };

/** Windows that end then or before are gone; −Infinity where none is. W is −Infinity while the topic has no events. */
export function horizonOf(topic: Topic, W: number, { retain_seconds }: Settings, reached: Reached): number {
  const before = reached.topics.get(topic) ?? Number.NEGATIVE_INFINITY;
  return retain_seconds === null ? before : Math.max(before, W - retain_seconds * SECOND);
}
