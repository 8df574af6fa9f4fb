import type { Settings } from '../settings/settings.js';
import { canonicalIp } from './ip.js';
import { isText } from './text.js';
import { parseMillis, parseTimestamp } from './time.js';

export interface PlayerEvent {
  time: number;
  player_id: string;
  session_id: string;
  event_type: 'move' | 'interaction' | 'level_complete';
  level_id: string;
  map_id: string;
}

export interface Purchase {
  time: number;
  player_id: string;
  item_id: string;
  price: number;
  currency: string;
  /** In canonical form. */
  ip: string;
}

export interface Sample {
  time: number;
  server_id: string;
  cpu_load: number;
  memory_usage: number;
  latency: number;
}

export interface Fight {
  time: number;
  playerid: string;
  eventtype: 'kill' | 'death';
}

interface ActionBase {
  time: number;
  player_id: string;
}
export type Action = ActionBase &
  (
    | { event_type: 'buy_sword'; sword_type: string }
    | { event_type: 'buy_weapon'; weapon_type: string }
    | { event_type: 'join_guild'; guild_name: string }
    | { event_type: 'leave_guild' }
    | { event_type: 'battle'; outcome: 'win' | 'lose'; health: number }
  );

export interface EventOf {
  'player-events': PlayerEvent;
  'purchase-events': Purchase;
  'server-metrics': Sample;
  'combat-events': Fight;
  'game-actions': Action;
}
export type Topic = keyof EventOf;

type Json = Record<string, unknown>;
type Check = (value: unknown) => boolean;

/** What a closed object must have and may have besides. */
interface Shape {
  required: Record<string, Check>;
  optional: Record<string, Check>;
}

const id: Check = (value) => isText(value, 1, 128);
const text512: Check = (value) => isText(value, 1, 512);
const timestamp: Check = (value) => parseTimestamp(value) !== null;
const millis: Check = (value) => parseMillis(value) !== null;
const ip: Check = (value) => canonicalIp(value) !== null;
const currency: Check = (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value);
const oneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const upTo =
  (most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= 0 && value <= most;

const event_id: Check = (value) => isText(value, 1, 64);
const REQUEST: Shape = { required: {}, optional: { host: text512, user_agent: text512, remote_addr: ip } };
const request: Check = (value) => fieldsOf(value, REQUEST, {}) !== null;

const plain = (required: Record<string, Check>): Shape => ({ required, optional: { event_id } });
const action = (
  event_type: string,
  needs: Record<string, Check>,
  may: Record<string, Check> = {},
): Shape => ({
  required: { player_id: id, timestamp, event_type: oneOf(event_type), ...needs },
  optional: { event_id, request, ...may },
});

const SHAPES: Record<Topic, Shape[]> = {
  'player-events': [
    plain({
      player_id: id,
      session_id: id,
      event_type: oneOf('move', 'interaction', 'level_complete'),
      level_id: id,
      map_id: id,
      timestamp,
    }),
  ],
  'purchase-events': [
    plain({
      player_id: id,
      item_id: id,
      price: upTo(1e9),
      currency,
      purchase_timestamp: timestamp,
      ip_address: ip,
    }),
  ],
  'server-metrics': [
    plain({ server_id: id, cpu_load: upTo(100), memory_usage: upTo(100), latency: upTo(1e6), timestamp }),
  ],
  'combat-events': [plain({ playerid: id, timestamp: millis, eventtype: oneOf('kill', 'death') })],
  'game-actions': [
    action('buy_sword', { sword_type: id }),
    action('buy_weapon', { weapon_type: id }),
    action('join_guild', { guild_name: id }),
    action('leave_guild', {}, { guild_name: id }),
    action('battle', { opponent_id: id, outcome: oneOf('win', 'lose'), health: upTo(100) }),
  ],
};

export const TOPICS = Object.keys(SHAPES) as Topic[];

export function isTopic(name: string): name is Topic {
  return Object.hasOwn(SHAPES, name);
}

/** A valid event, and the id that it carries. */
export interface ReadEvent<T extends Topic> {
  event: EventOf[T];
  id: string | undefined;
}

/** The event that a parsed value is, with its time in ms, its ip canonical and no negative zero; null when it is none. */
export function readEvent<T extends Topic>(
  topic: T,
  value: unknown,
  settings: Settings,
): ReadEvent<T> | null {
  for (const shape of SHAPES[topic]) {
    const fields = fieldsOf(value, shape, settings.fields[topic] ?? {});
    if (fields !== null) return { event: toEvent(topic, fields), id: fields.event_id as string | undefined };
  }
  return null;
}

/** @param called how a field is called there, by our name; a field called otherwise is not known by ours */
function fieldsOf(value: unknown, shape: Shape, called: Readonly<Record<string, string>>): Json | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields: Json = Object.create(null);
  let found = 0;
  for (const [checks, isRequired] of [
    [shape.required, true],
    [shape.optional, false],
  ] as const) {
    for (const name in checks) {
      const theirs = Object.hasOwn(called, name) ? called[name]! : name;
      if (!Object.hasOwn(value, theirs)) {
        if (isRequired) return null;
        continue;
      }
      const field = (value as Json)[theirs];
      if (!checks[name]!(field)) return null;
      fields[name] = field;
      found++;
    }
  }
  return Object.keys(value).length === found ? fields : null;
}

function toEvent<T extends Topic>(topic: T, fields: Json): EventOf[T] {
  const event: Json = { ...fields };
  for (const [name, field] of Object.entries(event)) {
    if (typeof field === 'number') event[name] = field + 0;
  }
  event.time =
    topic === 'combat-events'
      ? parseMillis(fields.timestamp)
      : parseTimestamp(fields[topic === 'purchase-events' ? 'purchase_timestamp' : 'timestamp']);
  if (topic === 'purchase-events') event.ip = canonicalIp(fields.ip_address);
  return event as unknown as EventOf[T];
}
