/** Keys for tests, with what proves them. */
import type { Keys, NewKey } from '../../../server/access/keys.js';
import type { Signing } from './signing.js';

/** A key of the role ingest. */
export function gameKey(keys: Keys, key: Partial<NewKey> = {}): Signing {
  const made = keys.add({ game: 'Sky Forge', role: 'ingest', sandbox: false, rate: 1000, ...key });
  if (!('secret' in made)) throw new Error('a key of another role signs nothing');
  return made;
}

/** The bearer token of a key of the role read, or admin. */
export function readToken(keys: Keys, key: Partial<NewKey> = {}): string {
  const made = keys.add({ game: 'studio', role: 'read', sandbox: false, rate: 1000, ...key });
  if (!('token' in made)) throw new Error('a key of the role ingest has no token');
  return made.token;
}
