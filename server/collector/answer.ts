/** From a request to its answer: what all routes that take events have in common. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LiveEvents } from '../generator/live-events.js';
import type { Answer, FirstTry, KeptAnswers } from './kept-answers.js';
import { eventIdOf, keyedRequest } from './keyed-request.js';
import { type CollectorQuery, clockOffset } from './query.js';
import type { Room } from './room.js';
import { type Order, type Taken, type TakeParts, take } from './take.js';

export interface CollectorParts extends TakeParts {
  readonly answers: Pick<KeptAnswers, 'once'>;
  /** For bodies of requests that are under way. */
  readonly bodies: Pick<Room, 'during'>;
  readonly generated: Pick<LiveEvents, 'take'>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** When its headers had come, ms since 1970; only on routes that take events. */
    arrivedAt: number;
  }
}

/** What a request asks to be taken, at a time, with its sender's clock corrected by some ms. */
export type Wanted = (first: FirstTry) => Pick<Order, 'topic' | 'values' | 'offset'>;

/** What the answer has besides the results. */
export interface Besides {
  readonly clock_offset_ms?: number;
  readonly sandbox?: true;
}

/**
 * Takes the events, once where the request has an `Idempotency-Key`, and answers.
 * @param body the bytes that the request is known by
 * @param write the answer's JSON
 */
export async function answerWith(
  parts: CollectorParts,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  body: Buffer,
  wanted: Wanted,
  write: (taken: Taken, besides: Besides) => string,
): Promise<FastifyReply> {
  const query = request.query as CollectorQuery;
  const isDryRun = query.dry_run === '1';
  const { caller, arrivedAt: at, ip: address } = request;
  const keyed = keyedRequest(request, body);
  const made = async (first: FirstTry): Promise<Answer> => {
    // Written out: to spread an object into a larger one takes V8 longer than to judge an event.
    const { topic, values, offset } = wanted(first);
    const eventId = keyed === undefined ? undefined : (index: number) => eventIdOf(keyed, index);
    const taken = await take(parts, { topic, values, offset, caller, address, at, isDryRun, eventId });
    const { isSandbox } = caller;
    const status = taken.accepted === 0 ? 422 : isDryRun || isSandbox ? 200 : 202;
    return { status, body: write(taken, besides(offset, isSandbox)) };
  };
  const now: FirstTry = { at, offset: clockOffset(query.sent_at, at) };
  const answered = async (): Promise<Answer & { readonly isReplayed?: boolean }> =>
    keyed === undefined || isDryRun ? made(now) : parts.answers.once(keyed, now, made);
  const answer = await parts.bodies.during(caller.key, body.length, answered);
  if (answer.isReplayed === true) reply.header('idempotency-replayed', 'true');
  return reply.code(answer.status).type('application/json; charset=utf-8').send(answer.body);
}

function besides(offset: number, isSandbox: boolean): Besides {
  return { ...(offset === 0 ? {} : { clock_offset_ms: offset }), ...(isSandbox ? { sandbox: true } : {}) };
}
