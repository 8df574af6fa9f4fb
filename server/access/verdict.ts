/** Whether what a request shows is good: pure but for the look-up of the key. */
import { timingSafeEqual } from 'node:crypto';
import { Problem } from '../problem.js';
import type { Caller, Role } from './caller.js';
import type { Credentials, Signature } from './credentials.js';
import { type Keys, type StoredKey, tokenHash } from './keys.js';
import { type Signed, signatureOf } from './signature.js';

/** How far the timestamp of a signature may be from this machine's clock, seconds. */
export const MOST_SKEW = 300;

const ROLES_OF: Readonly<Record<Role, ReadonlySet<Role>>> = {
  ingest: new Set<Role>(['ingest']),
  read: new Set<Role>(['read']),
  admin: new Set<Role>(['read', 'admin']),
};

export function callerOf({ id, game, role, isSandbox }: StoredKey): Caller {
  return { key: id, game, roles: ROLES_OF[role], isSandbox };
}

/**
 * All that can be known before the body: a token is proved then, a signature is not.
 * @param now ms since 1970
 * @throws Problem 401
 */
export function keyShown(credentials: Credentials, keys: Pick<Keys, 'find'>, now: number): StoredKey {
  const key = keys.find(credentials.id);
  if (key === undefined) throw refused('unknown_key', 'There is no key of this id.');
  if (key.isRevoked) throw refused('revoked_key', 'This key has been revoked.');
  if (credentials.kind === 'bearer') {
    if (key.tokenHash === null) throw refused('wrong_scheme', 'A key of the role ingest signs its requests.');
    if (!timingSafeEqual(key.tokenHash, tokenHash(credentials.token)))
      throw refused('wrong_token', 'This is not the token of the key.');
    return key;
  }
  if (key.secret === null)
    throw refused('wrong_scheme', `A key of the role ${key.role} is shown as a bearer token.`);
  assertFresh(credentials.timestamp, now);
  return key;
}

/** @throws Problem 401 */
export function verifySignature(
  key: StoredKey,
  { timestamp, signature }: Signature,
  request: Omit<Signed, 'timestamp'>,
): void {
  if (key.secret === null) throw new Error(`The key ${key.id} signs nothing.`);
  const expected = signatureOf(key.secret, { ...request, timestamp });
  if (!timingSafeEqual(expected, signature))
    throw refused(
      'wrong_signature',
      'The signature does not fit method, path with query, timestamp and body.',
    );
}

function assertFresh(timestamp: string, now: number): void {
  const ours = Math.floor(now / 1000);
  const skew = Number(timestamp) - ours;
  if (Math.abs(skew) <= MOST_SKEW) return;
  const far = `${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'}`;
  throw refused(
    'stale_timestamp',
    `The timestamp is ${far} the server's clock, which says ${ours}; it may be ${MOST_SKEW} s off.`,
  );
}

function refused(code: string, sentence: string): Problem {
  return new Problem(401, code, sentence);
}
