import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { ADDRESS_RATES } from '../../../server/access/rate-limits.js';
import { appOf } from '../support/app.js';
import { gameKey, readToken } from '../support/keys.js';
import { accessOf, keysOf, NOW } from '../support/parts.js';
import { signed } from '../support/signing.js';

// The second in which requests are counted ends when a test says so.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
beforeEach(() => void vi.advanceTimersByTime(1000));
afterAll(() => void vi.useRealTimers());

const WITHOUT_KEY = 8;
const REFUSED = 6;
const MANY = WITHOUT_KEY + 4;

/** How many requests of a status there were. */
async function tally(
  app: FastifyInstance,
  times: number,
  options: (i: number) => InjectOptions,
): Promise<Record<number, number>> {
  const found: Record<number, number> = {};
  for (let i = 0; i < times; i++) {
    const { statusCode, headers, body } = await app.inject(options(i));
    found[statusCode] = (found[statusCode] ?? 0) + 1;
    expect(headers['retry-after']).toBe(statusCode === 429 ? '1' : undefined);
    if (statusCode === 429) expect(JSON.parse(body)).toMatchObject({ error: { code: 'too_many_requests' } });
  }
  return found;
}

const keys = keysOf();
const access = accessOf({
  keys,
  areKeysRequired: true,
  addressRates: { withoutKey: WITHOUT_KEY, refused: REFUSED },
});
const app = appOf({ access });

const status = (token: string) => () => ({
  url: '/v1/throughput',
  headers: { authorization: `Bearer ${token}` },
});

it('a key may send its own requests a second, whatever others send', async () => {
  const [few, more] = [readToken(keys, { rate: 3 }), readToken(keys, { rate: 4 })];
  expect(await tally(app, 5, status(few))).toEqual({ 200: 3, 429: 2 });
  expect(await tally(app, 5, status(more))).toEqual({ 200: 4, 429: 1 });
  vi.advanceTimersByTime(1000);
  expect(await tally(app, 5, status(few))).toEqual({ 200: 3, 429: 2 });
});

it('a signature that is wrong uses up nothing of the key that it names', async () => {
  const game = gameKey(keys, { rate: 2 });
  const url = '/v1/events/combat-events';
  const headers = { 'content-type': 'application/json', ...signed(game, { url, body: '[]' }) };
  const post = (payload: string) => () => ({ method: 'POST' as const, url, payload, headers });
  expect(await tally(app, 5, post('{}'))).toEqual({ 401: 5 });
  // Let in, and empty.
  expect(await tally(app, 5, post('[]'))).toEqual({ 400: 2, 429: 3 });
  // When it is used up, that is told before the body is read, and so before the signature is looked at.
  expect(await tally(app, 1, post('{}'))).toEqual({ 429: 1 });
});

it('an address is told some times a second that it is refused, and then that this is too much', async () => {
  expect(await tally(app, REFUSED + 4, () => ({ url: '/v1/status' }))).toEqual({
    401: REFUSED,
    429: 4,
  });
  // A good key is let in from there all the same.
  expect(await tally(app, 1, status(readToken(keys)))).toEqual({ 200: 1 });
});

it('what is public is limited by the address, of IPv6 by its network', async () => {
  const healthOf = (address: (i: number) => string) => (i: number) => ({
    url: '/healthz',
    remoteAddress: address(i),
  });
  const withinNetwork = await tally(
    app,
    MANY,
    healthOf((i) => `2001:db8::${i + 1}`),
  );
  expect(withinNetwork).toEqual({ 200: WITHOUT_KEY, 429: 4 });
  expect(
    await tally(
      app,
      MANY,
      healthOf((i) => `2001:db8:0:${i + 1}::1`),
    ),
  ).toEqual({ 200: MANY });
});

it('on loopback nobody without a key is limited', async () => {
  expect(await tally(appOf(), MANY, () => ({ url: '/healthz' }))).toEqual({ 200: MANY });
});

it("an address is a proxy's word only where that proxy was named", async () => {
  const by = (remoteAddress: string) => (i: number) => ({
    url: '/healthz',
    remoteAddress,
    headers: { 'x-forwarded-for': `198.51.100.${i}` },
  });
  const believing = appOf({ access, trustedProxies: ['192.0.2.1'] });
  expect(await tally(believing, MANY, by('192.0.2.1'))).toEqual({ 200: MANY });
  expect(await tally(believing, MANY, by('192.0.2.2'))).toEqual({ 200: WITHOUT_KEY, 429: 4 });
  expect(await tally(app, MANY, by('192.0.2.1'))).toEqual({ 200: WITHOUT_KEY, 429: 4 });
});

it('the dashboard can be opened with all its files by three people of one address at once', async () => {
  await app.ready();
  const files = app.knownRoutes.filter(({ method, role }) => method === 'GET' && role === 'public');
  expect(files.length * 3).toBeLessThan(ADDRESS_RATES.withoutKey);
});
