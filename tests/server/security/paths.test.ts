import { describe, expect, it } from 'vitest';
import { methodsOf } from '../../../server/limits/known-paths.js';
import { appOf } from '../support/app.js';
import { gameKey, readToken } from '../support/keys.js';
import { accessOf, keysOf } from '../support/parts.js';

const keys = keysOf();
const authorization = `Bearer ${readToken(keys, { rate: 1_000_000 })}`;
const app = appOf({ access: accessOf({ keys, areKeysRequired: true }) });

describe('a reader does not get to the keys, nor to files, by writing the path', () => {
  it.each([
    '/v1/keys',
    '/v1/%6beys',
    '/v1/%6Beys',
    '//v1/keys',
    '/v1//keys',
    '/v1/keys/',
    '/v1/KEYS',
    '/v1/./keys',
    '/v1/stats/../keys',
    '/v1/stats/%2e%2e/keys',
    '/v1/stats/..%2fkeys',
    '/v1/stats%2f..%2fkeys',
    '/v1/stats/%252e%252e%252fkeys',
    '/v1/keys%00',
    '/v1/keys%20',
    '/v1/keys;role=admin',
    '/v1/keys#x',
    '/v1/keys?role=admin',
    '/v1\\keys',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%5c..%5cetc%5cpasswd',
    '/....//....//etc/passwd',
    '/assets/../../package.json',
    '/server.db',
    '/.env',
    '/v1',
    '/v1/',
  ])('%s', async (url) => {
    const { statusCode, body } = await app.inject({ url, headers: { authorization } });
    expect([400, 403, 404]).toContain(statusCode);
    expect(JSON.parse(body)).toHaveProperty('error.code');
    expect(body).not.toMatch(/"rows"|root:|"dependencies"|<(pre|ul|a) /);
  });
});

describe('what cannot be a path', () => {
  it.each([
    ['an escape that is none', '%zz', 400],
    ['half a character', '%E0%A4%A', 400],
    ['a part that is too long', 'a'.repeat(3000), 414],
  ])('%s is refused in the form of every refusal', async (_, id, status) => {
    const { statusCode, body, headers } = await app.inject({ method: 'DELETE', url: `/v1/keys/${id}` });
    expect([statusCode, JSON.parse(body)]).toMatchObject([
      status,
      { error: { message: expect.any(String) } },
    ]);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });

  it.each(['%00', '..', '%2e%2e%2f', '__proto__', 'constructor', '%F0%9F%97%A1', "'%20OR%201=1--"])(
    'an id may be %s, and is nothing else',
    async (id) => {
      const { statusCode } = await app.inject({ url: `/v1/players/${id}`, headers: { authorization } });
      expect([400, 404, 503]).toContain(statusCode);
    },
  );
});

describe('headers', () => {
  it.each(['x-http-method-override', 'x-http-method', 'x-method-override'])(
    '%s does not change the method',
    async (name) => {
      const { id } = gameKey(keys);
      const admin = readToken(keys, { role: 'admin' });
      await app.inject({
        method: 'GET',
        url: `/v1/keys/${id}`,
        headers: { authorization: `Bearer ${admin}`, [name]: 'DELETE' },
      });
      expect(keys.find(id)?.isRevoked).toBe(false);
    },
  );

  it.each(['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-uri'])(
    '%s does not change the path',
    async (name) => {
      const { statusCode } = await app.inject({
        url: '/v1/keys',
        headers: { authorization, [name]: '/healthz' },
      });
      expect(statusCode).toBe(403);
    },
  );
});

it.each(['__proto__=1', '__proto__[role]=admin', 'constructor.prototype.role=admin'])(
  'a query of %s changes nothing, and is refused',
  async (query) => {
    const { statusCode } = await app.inject({ url: `/v1/stats/levels?${query}`, headers: { authorization } });
    expect(statusCode).toBe(400);
    expect(({} as { role?: string }).role).toBeUndefined();
    expect((await app.inject({ url: '/v1/keys', headers: { authorization } })).statusCode).toBe(403);
  },
);

describe('405', () => {
  it.each([
    ['PUT', '/v1/events/combat-events', 'POST'],
    ['GET', '/v1/events/combat-events', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['PUT', '/v1/keys', 'GET, HEAD, POST'],
    ['OPTIONS', '/v1/keys', 'GET, HEAD, POST'],
    ['TRACE', '/v1/keys', 'GET, HEAD, POST'],
    ['GET', '/v1/players/ann/guild', 'DELETE, POST'],
  ] as const)('%s %s: %s', async (method, url, allow) => {
    const { statusCode, headers, body } = await app.inject({ method: method as 'GET', url });
    expect([statusCode, headers.allow, JSON.parse(body)]).toMatchObject([
      405,
      allow,
      { error: { code: 'method_not_allowed' } },
    ]);
  });

  it('is of the paths that routes have, whole', () => {
    const routes = ['/a/:id', '/a/b', '/files/*'].map(
      (url) => ({ method: 'GET', url, role: 'public' }) as const,
    );
    const known = (path: string) => methodsOf(routes, path).length > 0;
    expect(['/a/x', '/a/b', '/files/', '/files/x/y'].map(known)).toEqual([true, true, true, true]);
    expect(['/a', '/a/', '/a/x/y', '/b/x', '/files', ''].map(known)).toEqual(new Array(6).fill(false));
  });
});
