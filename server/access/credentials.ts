/** What a request shows to be let in, read from its headers alone. */
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../problem.js';

export interface Bearer {
  readonly kind: 'bearer';
  readonly id: string;
  /** The whole token, its id included. */
  readonly token: string;
}

export interface Signature {
  readonly kind: 'signed';
  readonly id: string;
  /** Unix seconds, as they were sent. */
  readonly timestamp: string;
  /** 32 bytes. */
  readonly signature: Buffer;
}

export type Credentials = Bearer | Signature;

/** The three headers of a signature. */
export const SIGNATURE_HEADERS = {
  key: 'x-game-flow-key',
  timestamp: 'x-game-flow-timestamp',
  signature: 'x-game-flow-signature',
} as const;

const BEARER = /^Bearer ((key_[0-9a-f]{16})\.[0-9a-f]{64})$/i;
const ID = /^key_[0-9a-f]{16}$/;
const SECONDS = /^\d{1,11}$/;
const SIGNATURE = /^v1=([0-9a-f]{64})$/;

/**
 * Undefined when nothing is shown.
 * @throws Problem 401 for what is incomplete or not of its form, 400 for both kinds at once
 */
export function credentialsOf(headers: IncomingHttpHeaders): Credentials | undefined {
  const { authorization } = headers;
  const isSigned = Object.values(SIGNATURE_HEADERS).some((name) => headers[name] !== undefined);
  if (authorization === undefined) return isSigned ? signed(headers) : undefined;
  if (isSigned)
    throw new Problem(400, 'two_credentials', 'Send a signature or a bearer token, and not both at once.');
  const [, token, id] = BEARER.exec(authorization) ?? [];
  if (token === undefined || id === undefined)
    throw malformed('Authorization has to be `Bearer TOKEN`, with the token as it was printed.');
  return { kind: 'bearer', id, token };
}

function signed(headers: IncomingHttpHeaders): Signature {
  const id = headerOf(headers, SIGNATURE_HEADERS.key, ID, 'the id of a key, such as key_0123456789abcdef');
  const timestamp = headerOf(headers, SIGNATURE_HEADERS.timestamp, SECONDS, 'the Unix time in whole seconds');
  const shown = headerOf(
    headers,
    SIGNATURE_HEADERS.signature,
    SIGNATURE,
    'v1= and 64 lower-case hexadecimal digits',
  );
  return { kind: 'signed', id, timestamp, signature: Buffer.from(shown.slice('v1='.length), 'hex') };
}

function headerOf(headers: IncomingHttpHeaders, name: string, form: RegExp, expected: string): string {
  const value = headers[name];
  if (typeof value === 'string' && form.test(value)) return value;
  // One that comes twice is joined by Node, and so is not of its form either.
  throw malformed(value === undefined ? `${name} is missing.` : `${name} has to be ${expected}.`);
}

function malformed(sentence: string): Problem {
  return new Problem(401, 'malformed_credentials', sentence);
}
