/** Holds the test vectors of docs/security.md to the server, and to what the document says of how to sign. */
import { expect, it } from 'vitest';
import { credentialsOf } from '../../../server/access/credentials.js';
import type { StoredKey } from '../../../server/access/keys.js';
import { verifySignature } from '../../../server/access/verdict.js';
import { document, section } from '../../architecture/markdown.js';
import { signed } from '../support/signing.js';

interface Vector {
  readonly method: string;
  readonly target: string;
  readonly timestamp: string;
  readonly body: string;
  readonly body_sha256: string;
  readonly signature: string;
}

const text = section(document('docs/security.md'), '### Test vectors');
const id = /`(key_\w+)`/.exec(text)![1]!;
const [, secret = '', , vectors = ''] = /```\n(\w+)\n```(.*?)```json\n(.*?)```/s.exec(text)!;
const given = JSON.parse(vectors) as Vector[];

it('there are some with a query, without a body, and with more than ASCII', () => {
  expect(given.some(({ target }) => target.includes('?'))).toBe(true);
  expect(given.some(({ body }) => body === '')).toBe(true);
  expect(given.some(({ body }) => /[^ -~]/.test(body))).toBe(true);
});

it.each(given)('$method $target is signed so', ({ method, target, timestamp, body, signature }) => {
  const headers = signed({ id, secret }, { method, url: target, body, timestamp });
  expect(headers['x-game-flow-signature']).toBe(signature);
});

it.each(given)('$method $target is let in, and not with another secret', (vector) => {
  const { method, target, timestamp, body, signature } = vector;
  const shown = credentialsOf({
    'x-game-flow-key': id,
    'x-game-flow-timestamp': timestamp,
    'x-game-flow-signature': signature,
  });
  if (shown?.kind !== 'signed') throw new Error('it is a signature');
  const verify = (by: string) =>
    verifySignature({ ...KEY, secret: by }, shown, { method, target, body: Buffer.from(body) });
  expect(() => verify(secret)).not.toThrow();
  expect(() => verify(secret.toUpperCase())).toThrow('does not fit');
});

const KEY: StoredKey = {
  id,
  game: 'Sky Forge',
  role: 'ingest',
  isSandbox: false,
  rate: 100,
  isRevoked: false,
  secret: null,
  tokenHash: null,
};
