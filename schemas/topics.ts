/** The topics, and what the rest of the project needs to know of an event besides its shape. */
import type { CombatEvent, GameAction, PlayerEvent, PurchaseEvent, ServerMetric } from './generated/types.js';

export const TOPICS = [
  'player-events',
  'purchase-events',
  'server-metrics',
  'combat-events',
  'game-actions',
] as const;

export type Topic = (typeof TOPICS)[number];

export interface EventsByTopic {
  'player-events': PlayerEvent;
  'purchase-events': PurchaseEvent;
  'server-metrics': ServerMetric;
  'combat-events': CombatEvent;
  'game-actions': GameAction;
}

/** A valid event of a topic; without an argument, of any. */
export type EventOf<T extends Topic = Topic> = EventsByTopic[T];

export function isTopic(name: string): name is Topic {
  return (TOPICS as readonly string[]).includes(name);
}

/** The field that names the entity, which is the record's key. */
export const KEY_FIELD = {
  'player-events': 'player_id',
  'purchase-events': 'player_id',
  'server-metrics': 'server_id',
  'combat-events': 'playerid',
  'game-actions': 'player_id',
} as const satisfies Record<Topic, string>;

/** The field that holds the event's time: ISO 8601 text (see timestamp.ts), in combat-events ms since 1970. */
export const TIME_FIELD = {
  'player-events': 'timestamp',
  'purchase-events': 'purchase_timestamp',
  'server-metrics': 'timestamp',
  'combat-events': 'timestamp',
  'game-actions': 'timestamp',
} as const satisfies Record<Topic, string>;
