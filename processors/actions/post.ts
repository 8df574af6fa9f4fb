/**
 * One request to a webhook. Its name is resolved here, every address it has is judged, and the connection goes to
 * those very addresses: nothing is resolved a second time, and redirects are not followed.
 */
import { createHmac } from 'node:crypto';
import { promises as dns, type LookupAddress } from 'node:dns';
import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Webhook } from '../../settings/settings.js';
import { isPublicAddress } from './address.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { plainText } from './safe-text.js';

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export interface Posting {
  readonly webhook: Pick<Webhook, 'url' | 'allow_private' | 'secret'>;
  /** Names the delivery, the same in every attempt. */
  readonly delivery: string;
  readonly body: string;
  /** Given up when aborted. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly resolve?: Resolve;
  /** How long the whole request may take, ms. */
  readonly timeout?: number;
}

const TIMEOUT = 10_000;

/** Bytes of an answer that are read; they are not looked at. */
const MOST_ANSWER = 64 * 1024;

/** Characters of an error that are kept. */
const LONGEST_ERROR = 200;

/** Never throws: whatever happens is an outcome. */
export async function post(posting: Posting): Promise<Outcome> {
  const { webhook, signal, now, resolve = resolveAll, timeout = TIMEOUT } = posting;
  const limit = AbortSignal.timeout(timeout);
  try {
    const url = new URL(webhook.url);
    const addresses = await orAborted(addressesOf(url, resolve), AbortSignal.any([signal, limit]));
    if (addresses.length === 0)
      return { kind: 'later', error: `${url.hostname} has no address`, after: null };
    const inside = webhook.allow_private ? undefined : addresses.find((at) => !isPublicAddress(at.address));
    if (inside !== undefined) {
      const error = `${url.hostname} is ${inside.address}, which is not a public address; allow_private allows it`;
      return { kind: 'refused', error, forGood: false };
    }
    const answer = await send(url, addresses, posting, AbortSignal.any([signal, limit]));
    return outcomeOf(answer.status, answer.retryAfter, now());
  } catch (error) {
    if (signal.aborted) return { kind: 'abandoned' };
    const words = limit.aborted ? `no answer within ${timeout / 1000} s` : wordsOf(error as Error);
    return { kind: 'later', error: words, after: null };
  }
}

/** Kept in the database and shown in a terminal, and the other side may have written part of it: a certificate's names. */
function wordsOf(error: Error & { readonly code?: unknown }): string {
  return plainText(error.message || String(error.code), LONGEST_ERROR);
}

/** `sha256=HEX`: the HMAC of the body's bytes, so that the receiver knows who sent it. */
export function signature(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

const resolveAll: Resolve = (host) => dns.lookup(host, { all: true });

async function addressesOf({ hostname }: URL, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  return family === 0 ? resolve(hostname) : [{ address: literal, family }];
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function send(
  url: URL,
  addresses: readonly LookupAddress[],
  { webhook, delivery, body }: Posting,
  signal: AbortSignal,
): Promise<{ status: number; retryAfter: string | undefined }> {
  const options: RequestOptions = {
    method: 'POST',
    // A connection of its own each time: one kept alive was judged at another time.
    agent: false,
    lookup: only(addresses),
    signal,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'game-flow',
      'x-game-flow-delivery': delivery,
      ...(webhook.secret === null ? {} : { 'x-game-flow-signature': signature(webhook.secret, body) }),
    },
  };
  return new Promise((resolve, reject) => {
    const begin = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request: ClientRequest = begin(url, options, (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      readAway(request, response);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Answers every question for the name with the addresses that were judged. */
function only(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, done) => {
    if (all === true) done(null, [...addresses]);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  };
}

/** Lets the other side finish its answer, unless it is a long one. */
function readAway(request: ClientRequest, response: IncomingMessage): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_ANSWER) request.destroy();
  });
  response.on('error', () => request.destroy());
}
