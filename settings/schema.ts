/**
 * The shape of the settings file. It is closed, and every value says in words what it may be: messages and
 * `docs/settings.md` use those words. `unit` marks lengths of time, which may be written as text (`30d`).
 */
import { FIELDS, TOPICS } from '../schemas/index.js';
import type { Unit } from './duration.js';
import { NOTICE_KINDS } from './settings.js';

/** The part of JSON Schema that the file needs. */
export interface Node {
  readonly type: string | readonly string[];
  readonly description?: string;
  readonly unit?: Unit;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Node;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly pattern?: string;
}

/** A hundred years: longer is a slip of the finger, and everything below fits into a date. */
const LONGEST_SECONDS = 100 * 366 * 86_400;
const LONGEST_MINUTES = LONGEST_SECONDS / 60;

function mapping(properties: Readonly<Record<string, Node>>, required: readonly string[] = []): Node {
  return { type: 'object', additionalProperties: false, properties, required };
}

function whole(least: number, most: number, of: string): Node {
  const description = `a whole number of ${of} from ${least} to ${most}`;
  return { type: 'integer', minimum: least, maximum: most, description };
}

function share(): Node {
  return { type: 'number', minimum: 0, maximum: 1, description: 'a number from 0 to 1' };
}

function length(unit: Unit, least: number, example: string): Node {
  const most = unit === 'seconds' ? LONGEST_SECONDS : LONGEST_MINUTES;
  const from = least === 0 ? '' : ` from ${least} on`;
  const description = `a whole number of ${unit}${from}, or a time such as ${example}`;
  return { type: 'integer', minimum: least, maximum: most, unit, description };
}

function orNull(node: Node): Node {
  return { ...node, type: [node.type as string, 'null'], description: `${node.description}, or null` };
}

function text(longest: number, of: string): Node {
  return { type: 'string', minLength: 1, maxLength: longest, description: of };
}

function list(items: Node, of: string): Node {
  return { type: 'array', items, uniqueItems: true, description: of };
}

function metrics(): Node {
  const percent: Node = { type: 'number', minimum: 0, maximum: 100, description: 'a number from 0 to 100' };
  const latency: Node = { ...percent, maximum: 1_000_000, description: 'a number of ms from 0 to 1000000' };
  return mapping({ cpu_load: percent, memory_usage: percent, latency });
}

/** Fluvio's own rule for names. */
const topicName: Node = {
  type: 'string',
  pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$',
  maxLength: 63,
  description: 'the name of a topic: at most 63 lower-case letters, digits and hyphens',
};

const fieldName = text(128, 'the name of a field, of 1 to 128 characters');

const webhook = mapping(
  {
    name: text(64, 'a name of 1 to 64 characters'),
    url: text(2048, 'an address that begins with http:// or https://'),
    format: { type: 'string', enum: ['json', 'slack', 'discord'], description: 'json, slack or discord' },
    kinds: {
      ...list({ type: 'string', enum: NOTICE_KINDS, description: NOTICE_KINDS.join(', ') }, 'a list'),
      minItems: 1,
      description: `a list of at least one of ${NOTICE_KINDS.join(', ')}`,
    },
    allow_private: { type: 'boolean', description: 'true or false' },
    secret: orNull(text(256, 'a text of 1 to 256 characters')),
  },
  ['name', 'url'],
);

const most = 1_000_000_000;
const window = (example: string) => length('minutes', 1, example);

const RETAIN = orNull(length('seconds', 1, '30d'));

export const FILE_SCHEMA: Node = mapping({
  topics: mapping(Object.fromEntries(TOPICS.map((topic) => [topic, topicName]))),
  fields: mapping(
    Object.fromEntries(
      TOPICS.map((topic) => [
        topic,
        mapping(Object.fromEntries(FIELDS[topic].map((field) => [field, fieldName]))),
      ]),
    ),
  ),
  thresholds: mapping({
    ahead_seconds: length('seconds', 0, '5m'),
    stalled_seconds: length('seconds', 0, '10m'),
    disengaged_seconds: length('seconds', 0, '30m'),
    velocity_purchases: whole(1, most, 'purchases'),
    shared_ip_players: whole(1, most, 'players'),
    many_ips_addresses: whole(1, most, 'addresses'),
    price_mismatch_purchases: whole(1, most, 'purchases'),
    price_mismatch_ratio: {
      type: 'number',
      exclusiveMinimum: 1,
      maximum: 1_000_000,
      description: 'a number above 1, at most 1000000',
    },
    breach: metrics(),
    critical: metrics(),
    silent_seconds: length('seconds', 1, '2m'),
  }),
  windows: mapping({
    engagement: window('5m'),
    combat: window('5m'),
    velocity: window('1m'),
    shared_ip: window('10m'),
    many_ips: window('10m'),
  }),
  allow: mapping({
    addresses: list(text(64, 'an address or a block, such as 198.51.100.0/24'), 'a list of addresses'),
    players: list(text(128, 'a player_id of 1 to 128 characters'), 'a list of player_ids'),
  }),
  retain_seconds: RETAIN,
  // The same, as the flag is called.
  retain: RETAIN,
  notify: mapping({
    webhooks: { type: 'array', items: webhook, description: 'a list of webhooks' },
    stall_rate: share(),
    stall_players: whole(1, most, 'players'),
    silence_minutes: orNull(length('minutes', 1, '15m')),
    max_age_minutes: length('minutes', 0, '1h'),
    link: orNull(text(2048, 'an address that begins with http:// or https://')),
  }),
});

/** What a webhook has that does not say it. */
export const WEBHOOK_DEFAULTS = {
  format: 'json',
  kinds: NOTICE_KINDS,
  allow_private: false,
  secret: null,
} as const;
