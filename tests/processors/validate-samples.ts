/** A valid event of every topic, for the tests of validation to change, and the call that they make. */
import { rulesFor } from '../../processors/verdict/rules.js';
import { validateValue } from '../../processors/verdict/validate.js';
import type { EventsByTopic, Topic } from '../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';

/** The time at which Fluvio took these events in. */
export const NOW = Date.UTC(2024, 10, 12, 10, 16);

export const VALID: EventsByTopic = {
  'player-events': {
    player_id: 'player_123',
    session_id: 'session_456',
    event_type: 'move',
    level_id: 'level_02',
    map_id: 'map_03',
    timestamp: '2024-11-12T10:15:30Z',
  },
  'purchase-events': {
    player_id: 'player_123',
    item_id: 'sword_of_dawn',
    price: 9.99,
    currency: 'USD',
    purchase_timestamp: '2024-11-12T10:15:30.250+01:00',
    ip_address: '203.0.113.7',
    event_id: 'sim-1',
  },
  'server-metrics': {
    server_id: 'server_1',
    cpu_load: 42.5,
    memory_usage: 61,
    latency: 18.25,
    timestamp: '2024-11-12T10:15:30Z',
  },
  'combat-events': { playerid: 'player_123', timestamp: 1731406530000, eventtype: 'kill', event_id: 'sim-2' },
  'game-actions': {
    player_id: 'player_123',
    event_type: 'buy_sword',
    sword_type: 'katana',
    timestamp: '2024-11-12T10:15:30Z',
    request: { host: 'eu.example', user_agent: 'client/1.2', remote_addr: '2001:db8::1' },
  },
};

/** A valid event of the topic with some fields put in or, where undefined, left out. */
function changed(topic: Topic, changes: object): string {
  return JSON.stringify({ ...VALID[topic], ...changes });
}

export const player = (changes: object) => changed('player-events', changes);
export const purchase = (changes: object) => changed('purchase-events', changes);
export const metric = (changes: object) => changed('server-metrics', changes);
export const combat = (changes: object) => changed('combat-events', changes);
export const sword = (changes: object) => changed('game-actions', changes);

/** A game action with only the fields named. */
export const action = (event_type: string, fields: object) =>
  JSON.stringify({ player_id: 'p', event_type, ...fields, timestamp: '2024-11-12T10:15:30Z' });

/** Judges a value within a larger buffer, whose other bytes must not matter. */
export function check(topic: Topic, value: string | Buffer, recordTimestamp = NOW) {
  const bytes = Buffer.concat([Buffer.from([0xc3]), Buffer.from(value), Buffer.from([0xa9])]);
  return validateValue(topic, bytes, 1, bytes.length - 1, recordTimestamp, rulesFor(topic, DEFAULT_SETTINGS));
}
