/** `POST /v1/events/:topic`: events onto a topic, each judged as the processors will judge it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MAX_RECORD_BYTES, type OutgoingRecord } from '../../fluvio/client/index.js';
import { TOPICS, type Topic } from '../../schemas/index.js';
import { Problem } from '../problem.js';
import { inflated, valuesOf } from './body.js';
import type { Ingest } from './ingest.js';

/** What becomes of one event. */
export type Result =
  | { readonly status: 'accepted' }
  | {
      readonly status: 'rejected';
      readonly reason: string;
      /** JSON pointer of the value at fault; empty for the whole event. */
      readonly pointer: string;
      readonly message: string;
    };

/** By topic: what an event would become that is taken in at a time (ms since 1970), and its record's key. */
export type Judges = {
  readonly [T in Topic]: (value: Buffer, now: number) => { readonly result: Result; readonly key: string };
};

export interface CollectorParts {
  readonly ingest: Pick<Ingest, 'add'>;
  readonly judges: Judges;
  readonly now: () => number;
}

const LINES = 'application/x-ndjson';

interface Route {
  readonly Params: { readonly topic: string };
  readonly Querystring: { readonly dry_run?: string };
}

export function registerCollector(app: FastifyInstance, parts: CollectorParts): void {
  for (const type of ['application/json', LINES])
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.post<Route>('/v1/events/:topic', { config: { role: 'ingest' } }, async (request, reply) => {
    const topic = topicOf(request.params.topic);
    const isDryRun = isTrue(request.query.dry_run);
    const { values, isSingle } = await readValues(request);
    const now = parts.now();
    const judged = values.map((value) => withinReach(value, parts.judges[topic](value, now)));
    const records = judged.flatMap(({ result, key }, i): OutgoingRecord[] =>
      result.status === 'accepted' ? [{ key, value: values[i]!.toString('utf8') }] : [],
    );
    if (!isDryRun && records.length > 0) await parts.ingest.add(topic, records);
    reply.code(records.length === 0 ? 422 : isDryRun ? 200 : 202);
    const results = judged.map(({ result }) => result);
    if (isSingle) return results[0];
    return { accepted: records.length, rejected: values.length - records.length, results };
  });
}

async function readValues(request: FastifyRequest) {
  const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
  const isLines = request.headers['content-type']?.startsWith(LINES) === true;
  return valuesOf(await inflated(body, request.headers['content-encoding']), isLines);
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

function isTrue(text: string | undefined): boolean {
  if (text === undefined || text === '0') return false;
  if (text === '1') return true;
  throw new Problem(400, 'invalid_query', 'dry_run is 1 or 0.');
}

/** What the processors would take, but no record can carry that far. */
function withinReach(value: Buffer, judged: ReturnType<Judges[Topic]>): ReturnType<Judges[Topic]> {
  if (judged.result.status === 'rejected') return judged;
  const bytes = value.length + Buffer.byteLength(judged.key);
  if (bytes <= MAX_RECORD_BYTES) return judged;
  const message = `The event and its key have ${bytes} bytes; a record takes ${MAX_RECORD_BYTES} at the most.`;
  return { ...judged, result: { status: 'rejected', reason: 'too_large', pointer: '', message } };
}
