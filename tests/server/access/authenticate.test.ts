import { gzipSync } from 'node:zlib';
import type { InjectOptions } from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { appOf } from '../support/app.js';
import { collectorOf } from '../support/collector.js';
import { gameKey, readToken } from '../support/keys.js';
import { accessOf, keysOf, NOW } from '../support/parts.js';
import { signed } from '../support/signing.js';

const URL = '/v1/events/combat-events';
const KILL = '{"playerid":"ann","timestamp":1731402000000,"eventtype":"kill"}';
const JSON_BODY = { 'content-type': 'application/json' };

const collector = collectorOf();
const keys = keysOf();
const app = appOf({ access: accessOf({ keys, areKeysRequired: true }), collector });
const local = appOf({ access: accessOf({ keys }), collector });
const game = gameKey(keys);
const reader = readToken(keys);
// Addresses of their own, so that no test is told that there were too many refusals.
let tests = 0;
let address = '';
beforeEach(() => {
  collector.sent.length = 0;
  address = `192.0.2.${++tests}`;
});

async function answer(options: InjectOptions): Promise<[number, string | undefined]> {
  const { statusCode, body, headers } = await app.inject({ remoteAddress: address, ...options });
  expect(headers['www-authenticate']).toBe(statusCode === 401 ? 'Bearer' : undefined);
  const { error } = (body === '' ? {} : JSON.parse(body)) as { error?: { code: string } };
  return [statusCode, error?.code];
}

const send = (headers: Record<string, string>, { headers: more, ...changed }: InjectOptions = {}) =>
  answer({
    method: 'POST',
    url: URL,
    payload: KILL,
    ...changed,
    headers: { ...JSON_BODY, ...headers, ...more },
  });

describe('a signature', () => {
  it('lets in what it was made for', async () => {
    expect(await send(signed(game, { url: URL, body: KILL }))).toEqual([202, undefined]);
    expect(collector.sent).toMatchObject([{ records: [{ key: 'ann', value: Buffer.from(KILL) }] }]);
  });

  it.each([
    ['path', { url: '/v1/events/player-events' }],
    ['path, written in another way', { url: '/v1/events/%63ombat-events' }],
    ['query', { url: `${URL}?dry_run=1` }],
    ['body', { payload: KILL.replace('ann', 'bob') }],
    ['body, by a space', { payload: `${KILL} ` }],
    ['body, left out', { payload: '' }],
    ['body, packed', { payload: gzipSync(KILL), headers: { 'content-encoding': 'gzip' } }],
  ])('does not let in another %s', async (_, changed) => {
    expect(await send(signed(game, { url: URL, body: KILL }), changed)).toEqual([401, 'wrong_signature']);
    expect(collector.sent).toEqual([]);
  });

  it('does not let in another method', async () => {
    const url = '/v1/players/ann/guild';
    const headers = signed(game, { method: 'POST', url });
    expect(await answer({ method: 'DELETE', url, headers })).toEqual([401, 'wrong_signature']);
    expect(await answer({ method: 'DELETE', url, headers: signed(game, { method: 'DELETE', url }) })).toEqual(
      [202, undefined],
    );
  });

  it.each([
    [-301, 401],
    [-300, 202],
    [300, 202],
    [301, 401],
  ])('made %d s from now is %d', async (seconds, status) => {
    const headers = signed(game, { url: URL, body: KILL, timestamp: NOW / 1000 + seconds });
    expect(await send(headers)).toEqual([status, status === 401 ? 'stale_timestamp' : undefined]);
  });

  it('is not good with another timestamp', async () => {
    const headers = signed(game, { url: URL, body: KILL });
    expect(await send({ ...headers, 'x-game-flow-timestamp': String(NOW / 1000 + 1) })).toEqual([
      401,
      'wrong_signature',
    ]);
  });

  it("of another game's secret is refused", async () => {
    const foreign = signed({ id: game.id, secret: gameKey(keys).secret }, { url: URL, body: KILL });
    expect(await send(foreign)).toEqual([401, 'wrong_signature']);
    expect(collector.sent).toEqual([]);
  });

  it.each([
    ['x-game-flow-key', undefined, 'malformed_credentials'],
    ['x-game-flow-timestamp', undefined, 'malformed_credentials'],
    ['x-game-flow-signature', undefined, 'malformed_credentials'],
    ['x-game-flow-key', "key_' OR 1=1 --", 'malformed_credentials'],
    ['x-game-flow-key', 'key_0000000000000000', 'unknown_key'],
    ['x-game-flow-timestamp', '1731405600.0', 'malformed_credentials'],
    ['x-game-flow-timestamp', '1e9', 'malformed_credentials'],
    ['x-game-flow-signature', 'v1=', 'malformed_credentials'],
    ['x-game-flow-signature', `v1=${'A'.repeat(64)}`, 'malformed_credentials'],
    ['x-game-flow-signature', `v1=${'0'.repeat(64)}`, 'wrong_signature'],
    ['x-game-flow-signature', `v0=${'0'.repeat(64)}`, 'malformed_credentials'],
  ])('with %s %j is %s', async (name, value, code) => {
    const { [name]: _, ...headers } = signed(game, { url: URL, body: KILL });
    expect(await send(value === undefined ? headers : { ...headers, [name]: value })).toEqual([401, code]);
    expect(collector.sent).toEqual([]);
  });

  it('of a sandbox key has its events judged, and none sent', async () => {
    const sandbox = gameKey(keys, { sandbox: true });
    expect(await send(signed(sandbox, { url: URL, body: KILL }))).toEqual([200, undefined]);
    expect(collector.sent).toEqual([]);
    const wrong = KILL.replace('kill', 'win');
    expect((await send(signed(sandbox, { url: URL, body: wrong }), { payload: wrong }))[0]).toBe(422);
  });

  it('is checked on loopback too, where it is shown', async () => {
    const headers = { ...JSON_BODY, ...signed(game, { url: URL, body: 'another' }) };
    expect((await local.inject({ method: 'POST', url: URL, payload: KILL, headers })).statusCode).toBe(401);
  });

  it('may be sent again within its time: what it brings has an event_id, or is counted twice', async () => {
    const headers = signed(game, { url: URL, body: KILL });
    expect([await send(headers), await send(headers)]).toEqual([
      [202, undefined],
      [202, undefined],
    ]);
  });
});

describe('a token', () => {
  const get = (authorization: string, headers = {}) =>
    answer({ url: '/v1/throughput', headers: { authorization, ...headers } });

  it('lets in', async () => {
    expect(await get(`Bearer ${reader}`)).toEqual([200, undefined]);
    expect(await get(`bearer ${reader}`)).toEqual([200, undefined]);
  });

  it.each([
    [
      'with another digit',
      (token: string) => `Bearer ${token.slice(0, -1)}${token.endsWith('0') ? 1 : 0}`,
      'wrong_token',
    ],
    [
      'of a key that is not there',
      (token: string) => `Bearer key_0000000000000000${token.slice(20)}`,
      'unknown_key',
    ],
    ['without its id', (token: string) => `Bearer ${token.slice(21)}`, 'malformed_credentials'],
    ['of another scheme', (token: string) => `Basic ${token}`, 'malformed_credentials'],
    ['that is empty', () => 'Bearer ', 'malformed_credentials'],
  ])('%s is refused', async (_, changed, code) => {
    expect(await get(changed(reader))).toEqual([401, code]);
  });

  it('and a signature at once are refused', async () => {
    const headers = signed(game, { method: 'GET', url: '/v1/throughput' });
    expect(await get(`Bearer ${reader}`, headers)).toEqual([400, 'two_credentials']);
  });

  it('of one kind of key is not what the other shows', async () => {
    expect(await get(`Bearer ${game.id}.${game.secret}`)).toEqual([401, 'wrong_scheme']);
    const asSigned = signed({ id: reader.slice(0, 20), secret: reader }, { url: URL, body: KILL });
    expect(await send(asSigned)).toEqual([401, 'wrong_scheme']);
  });
});

describe('without a key', () => {
  it('nothing is let in but what is public', async () => {
    expect(await send({})).toEqual([401, 'missing_credentials']);
    expect(await answer({ url: '/v1/throughput' })).toEqual([401, 'missing_credentials']);
    expect(await answer({ url: '/healthz' })).toEqual([200, undefined]);
    expect(await answer({ url: '/v1/no-such-thing' })).toEqual([404, 'not_found']);
  });

  it('on loopback everything is, and the caller has every role', async () => {
    expect((await local.inject({ url: '/v1/keys' })).statusCode).toBe(200);
  });
});

describe('a key that is revoked', () => {
  it('is refused from then on', async () => {
    const mine = gameKey(keys);
    const token = readToken(keys);
    for (const id of [mine.id, token.slice(0, 20)]) keys.revoke(id);
    expect(await send(signed(mine, { url: URL, body: KILL }))).toEqual([401, 'revoked_key']);
    expect(await answer({ url: '/v1/throughput', headers: { authorization: `Bearer ${token}` } })).toEqual([
      401,
      'revoked_key',
    ]);
    expect(collector.sent).toEqual([]);
  });
});
