/** `GET /v1/generator/:topic`: fresh events for a Fluvio HTTP source connector, which makes a record of each answer. */
import type { FastifyInstance } from 'fastify';
import { TOPICS, type Topic } from '../../schemas/index.js';
import { problems } from '../openapi/problems.js';
import { parameters } from '../openapi/shapes.js';
import type { LiveEvents } from './live-events.js';

const SCHEMA = {
  summary: 'Fresh events of a simulated game',
  description:
    'For trying things out, and for a Fluvio HTTP source connector. Each event is new: its `event_id` is never given again.',
  tags: ['collector'],
  params: {
    type: 'object',
    required: ['topic'],
    properties: { topic: { type: 'string', enum: [...TOPICS], description: 'The kind of event.' } },
  },
  querystring: parameters({
    count: {
      type: 'string',
      pattern: '^([1-9]\\d{0,2}|1000)$',
      description: '1 to 1000: so many events, one a line. Without it one event as JSON.',
    },
  }),
  response: {
    200: {
      description: 'Events as they may be sent.',
      content: {
        'application/json': { schema: { type: 'object' } },
        'application/x-ndjson': { schema: { type: 'string' } },
      },
    },
    ...problems(400),
  },
};

interface Route {
  readonly Params: { readonly topic: Topic };
  readonly Querystring: { readonly count?: string };
}

export function registerGenerator(app: FastifyInstance, events: Pick<LiveEvents, 'take'>): void {
  app.get<Route>(
    '/v1/generator/:topic',
    { config: { role: 'read' }, schema: SCHEMA },
    async ({ params: { topic }, query: { count } }, reply) => {
      if (count === undefined)
        return reply.type('application/json; charset=utf-8').send(events.take(topic, 1)[0]);
      const lines = events.take(topic, Number(count)).map((event) => `${event}\n`);
      return reply.type('application/x-ndjson; charset=utf-8').send(lines.join(''));
    },
  );
}
