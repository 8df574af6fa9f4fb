/** The fields that an event of a topic may have at its top; of a game action, those of all its shapes. */
import type { EventsByTopic, Topic } from './topics.js';

/** Spread over the members of a union, which `keyof` alone would cut to what they share. */
type KeysOf<E> = E extends unknown ? keyof E : never;

export const FIELDS = {
  'player-events': ['player_id', 'session_id', 'event_type', 'level_id', 'map_id', 'timestamp', 'event_id'],
  'purchase-events': [
    'player_id',
    'item_id',
    'price',
    'currency',
    'purchase_timestamp',
    'ip_address',
    'event_id',
  ],
  'server-metrics': ['server_id', 'cpu_load', 'memory_usage', 'latency', 'timestamp', 'event_id'],
  'combat-events': ['playerid', 'timestamp', 'eventtype', 'event_id'],
  'game-actions': [
    'player_id',
    'timestamp',
    'event_type',
    'sword_type',
    'weapon_type',
    'guild_name',
    'opponent_id',
    'outcome',
    'health',
    'request',
    'event_id',
  ],
} as const satisfies { readonly [T in Topic]: readonly KeysOf<EventsByTopic[T]>[] };
