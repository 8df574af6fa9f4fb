import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { type LogLevel, logTo } from '../../../../server/observe/log/logger.js';
import { appOf } from '../../support/app.js';
import { gameKey, readToken } from '../../support/keys.js';
import { accessOf, keysOf } from '../../support/parts.js';

let app: FastifyInstance;
let lines: string[];
afterEach(() => app.close());

function start(level: LogLevel = 'info', parts: Parameters<typeof appOf>[0] = {}) {
  lines = [];
  app = appOf({ ...parts, log: logTo((line) => lines.push(line), level) });
  const config = { role: 'public' as const };
  app.get('/broken/:id', { config }, async ({ headers, url }) => {
    throw new Error(`asked for ${url} with ${JSON.stringify(headers)} and ${headers.authorization}`);
  });
  app.get('/slow', { config }, () => new Promise(() => undefined));
  return app;
}

const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log', () => {
  it('has a line of JSON for each request: the pattern of its route, and never its path', async () => {
    start();
    const { headers } = await app.inject('/v1/players/ann?x=1');
    await app.inject('/nothing/here');
    expect(logged()).toEqual([
      expect.objectContaining({ msg: 'request', method: 'GET', route: '/v1/players/:id', key: null }),
      expect.objectContaining({ msg: 'request', level: 'info', route: '(none)', status: 404 }),
    ]);
    const [line] = logged();
    expect(line).toMatchObject({ request_id: headers['x-request-id'], ms: expect.any(Number) });
    expect(Object.keys(line!).sort()).toEqual(
      ['key', 'level', 'method', 'ms', 'msg', 'request_id', 'route', 'status', 'time'].sort(),
    );
    expect(line!.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('names the key that asked', async () => {
    const keys = keysOf();
    const token = readToken(keys);
    start('info', { access: accessOf({ keys }) });
    await app.inject({ url: '/v1/status', headers: { authorization: `Bearer ${token}` } });
    expect(logged()).toMatchObject([{ route: '/v1/status', status: 200, key: token.split('.')[0] }]);
  });

  it('has what went wrong inside with its stack; who asked is told the id of the request, and no more', async () => {
    start('error');
    const { statusCode, body, headers } = await app.inject('/broken/7');
    expect(statusCode).toBe(500);
    expect(JSON.parse(body)).toEqual({
      error: {
        code: 'internal',
        message: `Something went wrong in the server. Its log has more under the request id ${headers['x-request-id']}.`,
      },
    });
    expect(logged()).toMatchObject([
      {
        level: 'error',
        request_id: headers['x-request-id'],
        err: { stack: expect.stringMatching(/\n\s+at /) },
      },
    ]);
  });

  it('is not filled by probes, nor by clients that go away', async () => {
    start();
    await app.inject('/healthz');
    await app.inject('/readyz');
    await app.inject('/metrics');
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const gone = new Promise<void>((resolve) => {
      app.server.once('request', (_, answer) => answer.once('close', resolve));
    });
    const asking = request({ port, path: '/slow' }).on('error', () => undefined);
    app.server.once('request', () => asking.destroy());
    asking.end();
    await gone;
    expect(logged().filter(({ msg }) => !String(msg).startsWith('Server listening'))).toEqual([]);
    const { body } = await app.inject('/metrics');
    expect(body).toContain('game_flow_http_requests_total{method="GET",route="/slow",status="499"} 1\n');
    expect(body).toContain('game_flow_http_requests_in_progress{method="GET",route="/slow"} 0\n');
  });

  it('has no secret in it, wherever one was sent, at any level', async () => {
    const keys = keysOf();
    const admin = readToken(keys, { role: 'admin' });
    const { id, secret } = gameKey(keys);
    start('trace', { access: accessOf({ keys }) });
    const hex = 'a1b2c3d4'.repeat(8);
    const headers = {
      authorization: 'Bearer not-a-token-of-ours',
      cookie: 'session=crumbs; other=jar',
      'x-game-flow-signature': `v1=${hex}`,
      'x-api-key': 'opensesame',
    };
    const query = `?token=querytoken&access_token=accesstoken&key=${hex}`;
    await app.inject({ url: `/broken/1${query}`, headers });
    await app.inject({ url: `/broken/1${query}`, headers: { cookie: headers.cookie } });
    await app.inject({ url: `/v1/status${query}`, headers });
    await app.inject({ url: `/unknown/${hex}${query}`, headers });
    const signed = {
      'x-game-flow-key': id,
      'x-game-flow-timestamp': '1',
      'x-game-flow-signature': `v1=${hex}`,
    };
    await app.inject({
      method: 'POST',
      url: '/v1/events/combat-events',
      headers: signed,
      payload: `{"secret":"${secret}"}`,
    });
    const made = await app.inject({
      method: 'POST',
      url: '/v1/keys',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      payload: { game: 'Sky Forge', role: 'read', password: 'swordfish' },
    });
    await app.inject({ url: '/v1/keys', headers: { authorization: `Bearer ${admin}` } });
    const text = lines.join('');
    const told = [
      hex,
      secret,
      admin,
      admin.split('.')[1]!,
      'not-a-token',
      'crumbs',
      'jar',
      'querytoken',
      'accesstoken',
      'swordfish',
    ];
    const answers = JSON.parse(made.body) as { token?: string };
    if (answers.token !== undefined) told.push(answers.token);
    expect(lines.length).toBeGreaterThan(6);
    expect(told.filter((one) => text.includes(one))).toEqual([]);
    expect(text).toContain('[redacted]');
  });
});
