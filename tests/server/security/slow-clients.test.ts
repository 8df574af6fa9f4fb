import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appOf } from '../support/app.js';
import { collectorOf } from '../support/collector.js';
import { accessOf } from '../support/parts.js';
import { head, listening, raw, sendRaw } from '../support/raw.js';

const collector = collectorOf();
const app = appOf({
  collector,
  limits: {
    headersWithinMs: 100,
    requestWithinMs: 200,
    lookEveryMs: 20,
    idleMs: 100,
    stuckMs: 2000,
    connections: 20,
  },
});
const patient = appOf({ limits: { stuckMs: 100 } });
let port = 0;
beforeAll(async () => {
  port = await listening(app);
});
afterAll(async () => {
  await Promise.all([app.close(), patient.close()]);
});

const POST = (...headers: string[]) =>
  head('POST', '/v1/events/combat-events', 'content-type: application/json', ...headers);

describe('a client that is slow', () => {
  it('with its headers is told so, and cut off', async () => {
    const { text, statuses } = await sendRaw(port, 'GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ');
    expect(statuses).toEqual([408]);
    expect(text).toContain('{"error":{"code":"too_slow"');
    expect(text).toMatch(/content-security-policy: default-src 'none'/);
  });

  it('with headers that it sends bit by bit is not let go on for long', async () => {
    let timer: NodeJS.Timeout | undefined;
    const { statuses } = await raw(port, (socket) => {
      socket.write('GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n');
      timer = setInterval(() => socket.write('x-a: b\r\n'), 10);
    });
    clearInterval(timer);
    expect(statuses).toEqual([408]);
  });

  it('with its body is told so, and cut off, and nothing is taken', async () => {
    const { statuses } = await sendRaw(port, `${POST('content-length: 100')}{"playerid":`);
    expect(statuses).toEqual([408]);
    expect(collector.sent).toEqual([]);
  });

  it('with the chunks of its body likewise', async () => {
    const { statuses } = await sendRaw(port, `${POST('transfer-encoding: chunked')}5\r\n{"pla\r\n`);
    expect(statuses).toEqual([408]);
  });

  it('to ask again is cut off without a word', async () => {
    expect((await sendRaw(port, head('GET', '/healthz'))).statuses).toEqual([200]);
  });

  it('to take its answer is cut off', async () => {
    patient.get('/large', { config: { role: 'public' } }, async () => 'x'.repeat(50_000_000));
    const large = await listening(patient);
    const socket = connect({ host: '127.0.0.1', port: large });
    socket.on('error', () => undefined);
    const closed = new Promise<boolean>((resolve) =>
      patient.server.on('connection', (one) => one.on('close', resolve)),
    );
    socket.write(head('GET', '/large'));
    socket.pause();
    await closed;
    socket.destroy();
  });
});

it.each([
  ['one address has no more connections than it may', [], 5],
  ['a proxy that is trusted has as many as it needs', ['127.0.0.0/8'], 12],
])('%s', async (_, trustedProxies, most) => {
  const access = accessOf({ areKeysRequired: true });
  const strict = appOf({ access, trustedProxies, limits: { connectionsOfAddress: 5 } });
  const to = await listening(strict);
  const sockets = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const socket = connect({ host: '127.0.0.1', port: to });
      const answer = new Promise<boolean>((resolve) => {
        socket.once('data', () => resolve(true));
        socket.once('close', () => resolve(false));
        socket.on('error', () => resolve(false));
      });
      socket.write(head('GET', '/healthz'));
      return { socket, isAnswered: await answer };
    }),
  );
  expect(sockets.filter(({ isAnswered }) => isAnswered)).toHaveLength(most);
  for (const { socket } of sockets) socket.destroy();
  // There is room again as soon as they have gone.
  const again = () => sendRaw(to, head('GET', '/healthz', 'connection: close'));
  await expect.poll(async () => (await again()).statuses).toEqual([200]);
  await strict.close();
});

it('no more connections are taken than there is room for', async () => {
  const sockets = Array.from({ length: 60 }, () => connect({ host: '127.0.0.1', port }));
  for (const socket of sockets) socket.on('error', () => undefined);
  const dropped = new Promise((resolve) => app.server.once('drop', resolve));
  await dropped;
  for (const socket of sockets) socket.destroy();
  // As soon as they have gone others are taken again.
  await expect
    .poll(async () => (await sendRaw(port, head('GET', '/healthz', 'connection: close'))).statuses)
    .toEqual([200]);
});

it('a client that is slow does not keep the server from stopping', async () => {
  const stopping = appOf({ limits: { stopWithinMs: 100 } });
  const to = await listening(stopping);
  const hasCome = once(stopping.server, 'request');
  let timer: NodeJS.Timeout | undefined;
  const cutOff = raw(to, (socket) => {
    socket.write(`${POST('content-length: 1000000')}{`);
    timer = setInterval(() => socket.write(' '), 10);
  });
  await hasCome;
  await stopping.close();
  expect((await cutOff).statuses).toEqual([]);
  clearInterval(timer);
});
