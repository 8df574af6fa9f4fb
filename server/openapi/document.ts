/** The OpenAPI 3.1 document of all routes, made from their schemas. */
import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import type { Role } from '../access/caller.js';
import { SIGNATURE_HEADERS } from '../access/credentials.js';
import { PROBLEM, problem, type Schema } from './problems.js';

const TAGS: Readonly<Record<string, string>> = {
  collector: 'What the game sends.',
  levels: 'Where players are and get stuck.',
  audience: 'Who plays, when, and comes back.',
  sales: 'What sells, and what looks like fraud.',
  servers: 'How the servers of the game fare.',
  players: 'What players do.',
  events: 'The latest events, and what was rejected.',
  changes: 'All of it, live.',
  operations: 'How game-flow itself fares.',
  keys: 'Who may do what.',
};

const DESCRIPTION = `Events of a game in, figures about it out. What every figure means stands in the data dictionary (docs/data-dictionary.md).

Parameters that are not known, or come twice, are refused. Every error has the same body: a code for the machine, a sentence for the person.

From the machine on which the server runs nothing needs a key, unless it was started to ask for one. Elsewhere events are signed (docs/security.md), and everything else asks for a bearer token.`;

const HMAC = {
  key: 'The id of a key.',
  timestamp: 'Unix seconds, at most 300 off.',
  signature:
    '`v1=` and the HMAC-SHA256, in hexadecimal, of method, path with query, timestamp and SHA-256 of the body, a line each.',
} as const;

const SIGNED = Object.fromEntries(
  Object.entries(SIGNATURE_HEADERS).map(([part, name]) => [
    part,
    { type: 'apiKey', in: 'header', name, description: HMAC[part as keyof typeof HMAC] } as const,
  ]),
);

/** Of a route that asks for a role: any of these, the last of them from this machine alone. */
const SECURITY: { readonly [R in Role]: readonly Readonly<Record<string, readonly string[]>>[] } = {
  ingest: [Object.fromEntries(Object.keys(SIGNED).map((name) => [name, []])), {}],
  read: [{ token: [] }, {}],
  admin: [{ token: [] }, {}],
};

/** What any route may answer, whatever it does. */
const ALWAYS: Readonly<Record<number, Schema>> = {
  400: problem('What was sent cannot be understood.'),
  421: problem('The server does not answer to this name.'),
  429: problem('Too many requests: wait for `Retry-After` seconds.'),
  431: problem('The headers, path included, have more than 16 KiB.'),
  500: problem('A fault of the server.'),
  503: problem('Not now: try again after `Retry-After` seconds.'),
};

const FOR_ROLES: Readonly<Record<number, Schema>> = {
  401: problem('There is no key, or it is not proved.'),
  403: problem('The key is of another role.'),
};

/** To be called before the routes are made. @param version of game-flow */
export function registerDocument(app: FastifyInstance, version: string): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'game-flow',
        version,
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'Where this document is.' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          ...SIGNED,
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'The token of a key of the role read or admin.',
          },
        },
      },
    },
    // JSON Schema as it is: OpenAPI 3.1 has all of it.
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => ({ schema: complete(schema, route), url }),
    transformObject: (found) => ('openapiObject' in found ? withProblem(found.openapiObject) : {}),
  });
}

/** With what is the same for all routes that let in the same. */
function complete(schema: FastifySchema | undefined, { config, method, url }: RouteOptions): FastifySchema {
  const role = config?.role;
  const isPublic = role === undefined || role === 'public';
  const { querystring, ...others } = (schema ?? {}) as { querystring?: Schema };
  return {
    operationId: `${[method].flat()[0]!.toLowerCase()}${url.replace(/\W+/g, '_')}`,
    ...others,
    // One without parameters would be taken for a list of them.
    ...(querystring?.properties === undefined ? {} : { querystring }),
    response: { ...ALWAYS, ...(isPublic ? {} : FOR_ROLES), ...(schema?.response as object | undefined) },
    security: isPublic ? [] : SECURITY[role],
  };
}

/** With the body of errors written once, and named everywhere else. */
function withProblem<T extends { components?: object }>(document: T): T {
  const text = JSON.stringify(PROBLEM);
  const isProblem = (value: unknown) =>
    typeof value === 'object' && value !== null && 'required' in value && JSON.stringify(value) === text;
  const named = JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    isProblem(value) ? { $ref: '#/components/schemas/Problem' } : value,
  ) as T;
  return { ...named, components: { ...named.components, schemas: { Problem: PROBLEM } } };
}
