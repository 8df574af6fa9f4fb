import type { InjectOptions } from 'fastify';
import { expect, it } from 'vitest';
import { appOf } from '../support/app.js';

const app = appOf();
app.get('/broken', { config: { role: 'public' } }, async () => {
  throw new Error('select secret from keys');
});

const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';font-src 'self';form-action 'none';frame-ancestors 'none';base-uri 'none'";

it.each<[string, InjectOptions, number]>([
  ['an answer', { url: '/healthz' }, 200],
  ['an answer to HEAD', { method: 'HEAD', url: '/healthz' }, 200],
  ['a path that is not there', { url: '/v1/nope' }, 404],
  ['another method', { method: 'PATCH', url: '/healthz' }, 405],
  ['a wrong name', { url: '/healthz', headers: { host: 'game.example' } }, 421],
  ['a wrong key', { url: '/healthz', headers: { authorization: 'Bearer x' } }, 401],
  ['no event', { method: 'POST', url: '/v1/events/combat-events' }, 400],
  ['another kind of body', { method: 'POST', url: '/v1/events/combat-events', payload: 'x' }, 415],
  ['what goes wrong inside', { url: '/broken' }, 500],
])('%s has safe headers, and tells nothing of the server', async (_, options, status) => {
  const { statusCode, headers, body } = await app.inject(options);
  expect(statusCode).toBe(status);
  expect(headers).toMatchObject({
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  for (const name of ['server', 'x-powered-by', 'strict-transport-security', 'access-control-allow-origin'])
    expect(headers).not.toHaveProperty(name);
  expect(body).not.toMatch(/\n\s+at |\.ts|\.js|node_modules|secret|fastify/i);
});

it('what may be kept says so itself', async () => {
  const other = appOf();
  other.get('/kept', { config: { role: 'public' } }, async (_, reply) =>
    reply.header('cache-control', 'max-age=60').send(''),
  );
  expect((await other.inject('/kept')).headers['cache-control']).toBe('max-age=60');
});
