/** What the collector's routes take and answer. */
import { Ajv } from 'ajv';
import type { FastifySchema, FastifySchemaCompiler } from 'fastify';
import { REASONS } from '../../processors/verdict/reasons.js';
import { TOPICS } from '../../schemas/index.js';
import { problems, type Schema } from '../openapi/problems.js';
import { object, parameters } from '../openapi/shapes.js';
import { LIMIT } from '../resources/parameters.js';

const ajv = new Ajv({ strictTypes: false });

/** Bodies are judged by the processors' rules, which say more than a schema; here they are described only. */
export const withoutBody: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) =>
  httpPart === 'body' ? () => true : ajv.compile(schema);

const TAGS = ['collector'];

/** Most clients take `.` and `..` for parts of the path, however they are written. */
const PLAYER: Schema = {
  type: 'string',
  pattern: '^([^.]|\\.[^.]|\\.\\.[^])',
  description: "The player's id, percent-encoded: 1 to 128 characters, but not `.` nor `..`.",
  examples: ['player_123'],
};
const NAME: Schema = { type: 'string', minLength: 1, maxLength: 128 };
const TIMESTAMP: Schema = {
  type: 'string',
  description: '`YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM)`; by default when the request came.',
  examples: ['2024-11-12T10:15:30Z'],
};
const EVENT_ID: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 64,
  description: 'An event with the id of one that was accepted counts no more.',
};

const CLOCK_OFFSET: Schema = {
  type: 'integer',
  description: 'By how many ms the times of the events were moved, because `sent_at` said another time.',
};
const SANDBOX: Schema = {
  const: true,
  description: 'The key is a sandbox key: the events were judged, and will not be counted.',
};
const BESIDES = { clock_offset_ms: CLOCK_OFFSET, sandbox: SANDBOX };

const REJECTED: Schema = {
  type: 'object',
  required: ['status', 'reason', 'pointer', 'message'],
  additionalProperties: false,
  properties: {
    status: { const: 'rejected' },
    reason: { type: 'string', enum: REASONS.map(([code]) => code) },
    pointer: {
      type: 'string',
      description: 'JSON pointer of the value at fault; empty for the whole event.',
    },
    message: { type: 'string' },
    ...BESIDES,
  },
};
const ACCEPTED: Schema = {
  type: 'object',
  required: ['status'],
  additionalProperties: false,
  properties: { status: { const: 'accepted' }, ...BESIDES },
};
const BATCH: Schema = {
  type: 'object',
  required: ['accepted', 'rejected', 'results'],
  additionalProperties: false,
  properties: {
    accepted: { type: 'integer', minimum: 0 },
    rejected: { type: 'integer', minimum: 0 },
    ...BESIDES,
    results: {
      type: 'array',
      description: 'One for each event, in order.',
      items: { oneOf: [ACCEPTED, REJECTED] },
    },
  },
};

const QUERY = parameters({
  dry_run: { type: 'string', enum: ['0', '1'], description: '1 only judges the events; by default 0.' },
  sent_at: {
    type: 'string',
    description:
      "When the request was sent by the sender's clock, ms since 1970 or as in events. Where it is more than 5 s off, the events' times are moved by the difference.",
    examples: ['2024-11-12T10:15:30Z', '1731406530000'],
  },
});
const HEADERS: Schema = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      description: '1 to 255 printable ASCII characters. The same request again gets the first answer.',
    },
  },
};

function json(description: string, schema: Schema): Schema {
  return { description, content: { 'application/json': { schema } } };
}

const REFUSALS = problems(400, 409, 413, 415, 503);

export const EVENTS_SCHEMA = {
  summary: 'Send events',
  description:
    'Each event is judged as the processors judge it, and sent as it came. The answer comes when the broker has acknowledged what was accepted.',
  tags: TAGS,
  params: {
    type: 'object',
    properties: { topic: { type: 'string', description: `One of ${TOPICS.join(', ')}.`, examples: TOPICS } },
    required: ['topic'],
  },
  querystring: QUERY,
  headers: HEADERS,
  body: {
    content: {
      'application/json': {
        schema: {
          oneOf: [{ type: 'object' }, { type: 'array', items: { type: 'object' }, minItems: 1 }],
          examples: [{ playerid: 'ann', timestamp: 1731402000000, eventtype: 'kill' }],
        },
      },
      'application/x-ndjson': { schema: { type: 'string', description: 'One event a line.' } },
    },
  },
  response: {
    200: json('Judged, and nothing sent.', { oneOf: [ACCEPTED, BATCH] }),
    202: json('Acknowledged by the broker.', { oneOf: [ACCEPTED, BATCH] }),
    422: json('No event was accepted; nothing was sent.', { oneOf: [REJECTED, BATCH] }),
    ...problems(404),
    ...REFUSALS,
  },
};

/** A route of one of the game's verbs, by the fields of its body. */
export function verbSchema(
  summary: string,
  fields: Readonly<Record<string, Schema>>,
  required: readonly string[],
) {
  const written: Schema = {
    type: 'object',
    required: ['status', 'event'],
    additionalProperties: false,
    properties: {
      status: { const: 'accepted' },
      event: { type: 'object', description: 'The event, as it was written to game-actions.' },
      ...BESIDES,
    },
  };
  return {
    summary,
    description: 'Becomes a game action, with host, user agent and address of the request.',
    tags: TAGS,
    params: {
      type: 'object',
      properties: { id: PLAYER },
      required: ['id'],
    },
    querystring: QUERY,
    headers: HEADERS,
    body: {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            additionalProperties: false,
            required,
            properties: { ...fields, timestamp: TIMESTAMP, event_id: EVENT_ID },
          },
        },
      },
    },
    response: {
      200: json('Judged, and nothing sent.', written),
      202: json('Acknowledged by the broker.', written),
      422: json('The event is not valid; nothing was sent.', REJECTED),
      ...REFUSALS,
    },
  };
}

export const VERB_FIELDS = {
  sword_type: NAME,
  weapon_type: NAME,
  guild_name: NAME,
  opponent_id: NAME,
  outcome: { type: 'string', enum: ['win', 'lose'] },
  health: { type: 'number', minimum: 0, maximum: 100, description: 'Per cent, after the battle.' },
} satisfies Readonly<Record<string, Schema>>;

const CORRECTION = object({
  seq: { type: 'integer', minimum: 1 },
  at: { type: 'string', format: 'date-time', description: 'When the request came.' },
  key: { type: ['string', 'null'], description: "Name of the sender's key." },
  address: { type: 'string' },
  topic: { type: 'string', enum: [...TOPICS] },
  events: { type: 'integer', minimum: 1, description: 'Events that were moved.' },
  offset_ms: { type: 'integer', description: 'By how much; negative where the clock is ahead.' },
});

export const CORRECTIONS_SCHEMA = {
  summary: 'Clocks that were corrected',
  description: 'Requests whose `sent_at` was more than 5 s off, newest first. The newest 100,000 are kept.',
  tags: TAGS,
  querystring: parameters({
    limit: LIMIT,
    after: { type: 'string', pattern: '^[1-9]\\d{0,14}$', description: 'The `next` of the page before.' },
  }),
  response: {
    200: json(
      'Newest first.',
      object({ rows: { type: 'array', items: CORRECTION }, next: { type: ['string', 'null'] } }),
    ),
    ...problems(400),
  },
};
