/** What an `Idempotency-Key` stands for: one request of one caller. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';

export interface KeyedRequest {
  /** Whose it is: the name of the caller's key, empty without one. */
  readonly caller: string;
  readonly key: string;
  /** Of all that makes it this request: method, path, kind of body and body. */
  readonly hash: Buffer;
}

/**
 * Undefined for a request without the header.
 * @param body as it is when it is no longer compressed: to compress it again may give other bytes
 * @throws Problem 400 for a key that is none
 */
export function keyedRequest(request: FastifyRequest, body: Buffer): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(key))
    throw new Problem(
      400,
      'invalid_idempotency_key',
      'An Idempotency-Key has 1 to 255 printable ASCII characters.',
    );
  // Not the query: `sent_at` says when this try was sent, and a dry run keeps nothing.
  const [path] = request.url.split('?', 1);
  const line = `${request.method} ${path} ${request.headers['content-type'] ?? ''}\n`;
  const hash = createHash('sha256').update(line).update(body).digest();
  return { caller: request.caller.key ?? '', key, hash };
}

/** An id for an event that brings none: the same whenever the same request is tried again, and no other's. */
export function eventIdOf({ caller, key, hash }: KeyedRequest, index: number): string {
  return createHash('sha256')
    .update(JSON.stringify([caller, key, index]))
    .update(hash)
    .digest('hex')
    .slice(0, 32);
}
