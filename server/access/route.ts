/** `GET`, `POST /v1/keys`, `DELETE /v1/keys/:id`: what `game-flow keys` does, for whoever has a key of the role admin. */
import type {} from '@fastify/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problems, type Schema } from '../openapi/problems.js';
import { NO_PARAMETERS, object } from '../openapi/shapes.js';
import { Problem } from '../problem.js';
import { ROLES } from './caller.js';
import { DEFAULT_RATE, GAME_NAME, type Keys, MOST_RATE, type NewKey } from './keys.js';

const KEY_ID: Schema = { type: 'string', pattern: '^key_[0-9a-f]{16}$', description: 'The id of a key.' };
const GAME: Schema = {
  type: 'string',
  pattern: GAME_NAME.source,
  description: 'A name of letters, digits, spaces, points, hyphens and underscores, 64 at the most.',
};
const ROLE: Schema = { type: 'string', enum: ROLES, description: `One of ${ROLES.join(', ')}.` };
const RATE: Schema = {
  type: 'integer',
  minimum: 1,
  maximum: MOST_RATE,
  description: `Requests a second; ${DEFAULT_RATE} unless it is said.`,
};

const ROW: Readonly<Record<string, Schema>> = {
  id: KEY_ID,
  game: GAME,
  role: ROLE,
  sandbox: { type: 'boolean', description: 'What it sends is judged and shown, but never counted.' },
  rate: RATE,
  created_at: { type: 'string', format: 'date-time' },
  revoked_at: { type: ['string', 'null'], format: 'date-time' },
};
const KEY = object(ROW);
const MADE_KEY: Schema = {
  type: 'object',
  description: 'The key with what proves it, which is not told again.',
  properties: {
    ...ROW,
    secret: { type: 'string', description: 'What a key of the role ingest signs with.' },
    token: { type: 'string', description: 'The bearer token of a key of another role.' },
  },
  required: Object.keys(ROW),
  additionalProperties: false,
};

const TAGS = ['keys'];

export function registerKeys(app: FastifyInstance, keys: Keys): void {
  app.get(
    '/v1/keys',
    {
      config: { role: 'admin' },
      schema: {
        tags: TAGS,
        summary: 'All keys, revoked ones too',
        querystring: NO_PARAMETERS,
        response: {
          200: {
            description: 'The keys, without what proves them.',
            ...object({ rows: { type: 'array', items: KEY } }),
          },
          ...problems(400),
        },
      },
    },
    async () => ({ rows: keys.list() }),
  );
  app.post<{ Body: Partial<NewKey> & Pick<NewKey, 'game' | 'role'> }>(
    '/v1/keys',
    {
      config: { role: 'admin' },
      preValidation: parseBody,
      schema: {
        tags: TAGS,
        summary: 'A new key',
        querystring: NO_PARAMETERS,
        body: {
          type: 'object',
          properties: { game: GAME, role: ROLE, sandbox: { type: 'boolean' }, rate: RATE },
          required: ['game', 'role'],
          additionalProperties: false,
        },
        response: { 201: MADE_KEY, ...problems(400, 413, 415) },
      },
    },
    async ({ body: { game, role, sandbox = false, rate = DEFAULT_RATE } }, reply) => {
      if (sandbox && role !== 'ingest')
        throw new Problem(400, 'invalid_body', 'Only a key of the role ingest can be of a sandbox.');
      return reply.code(201).send(keys.add({ game, role, sandbox, rate }));
    },
  );
  app.delete<{ Params: { readonly id: string } }>(
    '/v1/keys/:id',
    {
      config: { role: 'admin' },
      schema: {
        tags: TAGS,
        summary: 'Revoke a key',
        params: { type: 'object', properties: { id: KEY_ID }, required: ['id'] },
        querystring: NO_PARAMETERS,
        response: { 200: { description: 'The key, revoked.', ...KEY }, ...problems(400, 404) },
      },
    },
    async ({ params }) => {
      const revoked = keys.revoke(params.id);
      if (revoked === undefined) throw new Problem(404, 'unknown_key', 'There is no key of this id.');
      return revoked;
    },
  );
}

/** Bodies come as they were sent, and are signed as such; the schema is of what they say. */
async function parseBody(request: FastifyRequest): Promise<void> {
  try {
    request.body = JSON.parse((request.body as Buffer).toString('utf8'));
  } catch {
    throw new Problem(400, 'invalid_json', 'The body is not valid JSON.');
  }
}
