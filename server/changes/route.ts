/** `GET /v1/changes`: Server-Sent Events of whatever is watched, live. */
import type { FastifyInstance } from 'fastify';
import { problems, type Schema } from '../openapi/problems.js';
import { Problem } from '../problem.js';
import { wanted } from '../resources/accept.js';
import type { Lists } from '../resources/route.js';
import { Changes } from './changes.js';
import { watchable } from './watchables.js';
import type { Single } from './watched.js';

const TYPE = 'text/event-stream';
const MOST_WATCHES = 32;

export interface ChangesRouteParts extends Lists {
  readonly singles: readonly Single[];
}

const WATCH: Schema = {
  type: 'array',
  minItems: 1,
  maxItems: MOST_WATCHES,
  items: { type: 'string', minLength: 1, maxLength: 8192 },
  description: `What to watch: \`status\`, \`throughput\`, or the path of a list below \`/v1/\` with its parameters, encoded. Up to ${MOST_WATCHES}.`,
  examples: [['status', 'stats/levels?limit=20']],
};

const EXAMPLE = `retry: 2000

id: 1
event: change
data: {"watch":"stats/engagement?limit=1","rows":[{"window_start":"2024-11-12T10:15:00.000Z","active_players":120,"events":1900}],"keys":["2024-11-12T10:15:00.000Z"],"next":null,"version":"x4Jh2k9_.1","full":true}

`;

const SCHEMA = {
  summary: 'Changes, live',
  description: [
    'Server-Sent Events. For each `watch` an event `change` comes at once with all its rows, and another whenever a commit has changed it, once a second at the most.',
    'Its data is an object: `watch` as it was asked for; `rows`, those that have changed since the event before; `keys`, the key of every row, in order; `next`; `version`; `full`, whether `rows` are all.',
    'Keep a map from key to row, and show the rows of `keys`. `status` and `throughput` have one row, with an empty key. What cannot be read yet sends nothing.',
    'A new connection begins with everything: `Last-Event-ID` is not looked at. A reader that is slow is told of fewer states, and always of the last; one that does not read for 30 seconds is cut off. A comment comes every 15 seconds of silence. When the server stops the connection ends: come again.',
  ].join('\n\n'),
  tags: ['changes'],
  querystring: {
    type: 'object',
    properties: { watch: WATCH },
    required: ['watch'],
    additionalProperties: false,
  },
  response: {
    200: {
      description: 'Events, until either side ends the connection.',
      content: { [TYPE]: { schema: { type: 'string' }, examples: { changes: { value: EXAMPLE } } } },
    },
    ...problems(400, 406, 503),
  },
};

interface Route {
  readonly Querystring: { readonly watch: readonly string[] };
}

export function registerChanges(app: FastifyInstance, known: ChangesRouteParts): void {
  const changes = new Changes({
    read: known.read,
    clock: () => performance.now(),
    onError: (error) => app.log.error(error, 'nothing could be read for those who watch'),
  });
  // They would never end by themselves, and the server waits for requests under way.
  app.addHook('preClose', () => changes.close());
  app.route<Route>({
    method: 'GET',
    url: '/v1/changes',
    config: { role: 'read' },
    schema: SCHEMA,
    exposeHeadRoute: false,
    // Given once it is a text and no list of one.
    preValidation: async (request) => {
      const query = request.query as { watch: string | readonly string[] };
      if (typeof query.watch === 'string') query.watch = [query.watch];
    },
    handler: async (request, reply) => {
      if (wanted(request.headers.accept, [TYPE]) === undefined)
        throw new Problem(406, 'not_acceptable', `There is ${TYPE}.`);
      const watches = request.query.watch.map((text) => [text, watchable(text, known, request)] as const);
      // Proxies are asked to hand on what comes; and nothing follows on this connection when it is over.
      reply.headers({ 'x-accel-buffering': 'no', connection: 'close' }).type(`${TYPE}; charset=utf-8`);
      return reply.send(changes.open(new Map(watches)));
    },
  });
}
