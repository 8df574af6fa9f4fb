/** The routes that take events. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TOPICS, type Topic } from '../../schemas/index.js';
import { registerGenerator } from '../generator/route.js';
import { Problem } from '../problem.js';
import { answerWith, type Besides, type CollectorParts } from './answer.js';
import { bodyOf, isLines, LINES, valuesOf } from './body.js';
import { registerCorrections } from './corrections-route.js';
import { EVENTS_SCHEMA, withoutBody } from './schemas.js';
import type { Taken } from './take.js';
import { registerVerbs } from './verbs.js';

export function registerCollector(app: FastifyInstance, parts: CollectorParts): void {
  for (const type of ['application/json', LINES])
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.decorateRequest('arrivedAt', 0);
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    request.arrivedAt = parts.now();
  };
  app.post<{ Params: { readonly topic: string } }>(
    '/v1/events/:topic',
    { config: { role: 'ingest' }, onRequest, schema: EVENTS_SCHEMA, validatorCompiler: withoutBody },
    async (request, reply) => {
      const topic = topicOf(request.params.topic);
      const body = await bodyOf(request);
      const { values, isSingle } = valuesOf(body, isLines(request));
      return answerWith(
        parts,
        { request, reply },
        body,
        ({ offset }) => ({ topic, values, offset }),
        isSingle ? ofOne : ofMany,
      );
    },
  );
  registerVerbs(app, parts, onRequest);
  registerCorrections(app, parts.corrections);
  registerGenerator(app, parts.generated);
}

function topicOf(name: string): Topic {
  const topic = TOPICS.find((one) => one === name);
  if (topic === undefined)
    throw new Problem(
      404,
      'unknown_topic',
      `There is no topic of that name; there are ${TOPICS.join(', ')}.`,
    );
  return topic;
}

function ofOne({ results: [result] }: Taken, besides: Besides): string {
  return JSON.stringify({ ...result, ...besides });
}

function ofMany({ results, accepted }: Taken, besides: Besides): string {
  return JSON.stringify({ accepted, rejected: results.length - accepted, ...besides, results });
}
