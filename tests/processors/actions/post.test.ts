import { createHmac } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../processors/actions/outcome.js';
import { post } from '../../../processors/actions/post.js';
import type { Webhook } from '../../../settings/settings.js';
import { Receiver, webhookTo } from './receiver.js';

const V4 = (address: string): LookupAddress => ({ address, family: 4 });
const never = new AbortController().signal;

function sent(webhook: Webhook, others: Partial<Parameters<typeof post>[0]> = {}): Promise<Outcome> {
  return post({ webhook, delivery: 'd1', body: '{"a":1}', signal: never, now: () => 0, ...others });
}

describe('a request', () => {
  it('has the body, the id of the delivery and a signature of the bytes', async () => {
    const receiver = await Receiver.start(204);
    expect(await sent(webhookTo(receiver.url, { secret: 'Schlüssel' }))).toEqual({ kind: 'sent' });
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    expect(body).toBe('{"a":1}');
    expect(headers['x-game-flow-delivery']).toBe('d1');
    const hex = createHmac('sha256', 'Schlüssel').update(body).digest('hex');
    expect(headers['x-game-flow-signature']).toBe(`sha256=${hex}`);
  });

  it('does not follow redirects', async () => {
    const target = await Receiver.start(200);
    const receiver = await Receiver.start({ status: 307, headers: { location: target.url } });
    expect(await sent(webhookTo(receiver.url))).toMatchObject({ kind: 'refused', error: 'answered 307' });
    expect(target.received).toEqual([]);
  });

  it('waits as long as it is asked to', async () => {
    const receiver = await Receiver.start({ status: 429, headers: { 'retry-after': '30' } });
    expect(await sent(webhookTo(receiver.url))).toMatchObject({ kind: 'later', after: 30_000 });
  });

  it('does not wait for ever, neither for an answer nor for its end', async () => {
    const silent = await Receiver.start(() => undefined);
    expect(await sent(webhookTo(silent.url), { timeout: 50 })).toMatchObject({
      kind: 'later',
      error: 'no answer within 0.05 s',
    });
    const endless = await Receiver.start((_, response) => {
      response.writeHead(200);
      const more = () => response.write('x'.repeat(65_536), (error) => error ?? more());
      more();
    });
    expect(await sent(webhookTo(endless.url))).toEqual({ kind: 'sent' });
    await expect(
      sent(webhookTo(silent.url), { resolve: () => new Promise(() => undefined), timeout: 50 }),
    ).resolves.toMatchObject({ kind: 'later' });
  });

  it('keeps of an error one line that a terminal can be shown', async () => {
    const error = new Error(`\u001b]0;owned\u0007 cert for\n\u202e${'x'.repeat(300)}`);
    const outcome = await sent(webhookTo('http://a.example/'), { resolve: () => Promise.reject(error) });
    expect(outcome).toMatchObject({ kind: 'later', error: `]0;owned cert for${'x'.repeat(182)}…` });
  });

  it('is abandoned when we stop', async () => {
    const silent = await Receiver.start(() => undefined);
    expect(await sent(webhookTo(silent.url), { signal: AbortSignal.timeout(30) })).toEqual({
      kind: 'abandoned',
    });
  });

  it('is tried later when nobody is there, and never throws', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    expect(await sent(webhookTo(`http://127.0.0.1:${port}/`))).toMatchObject({ kind: 'later' });
    expect(await sent(webhookTo('nonsense'))).toMatchObject({ kind: 'later' });
    const resolve = () => Promise.reject(new Error('getaddrinfo ENOTFOUND'));
    expect(await sent(webhookTo('http://hooks.example/'), { resolve })).toMatchObject({
      kind: 'later',
      error: 'getaddrinfo ENOTFOUND',
    });
  });
});

describe('an address that is not public', () => {
  const spellings = [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
    '[::]',
  ];
  it.each(spellings)('is refused as http://%s', async (host) => {
    const receiver = await Receiver.start(200);
    const webhook = webhookTo(`http://${host}:${receiver.port}/`, { allow_private: false });
    const outcome = await sent(webhook);
    expect(outcome).toMatchObject({ kind: 'refused', forGood: false });
    expect((outcome as { error: string }).error).toMatch(/not a public address; allow_private/);
    expect(receiver.received).toEqual([]);
  });

  it.each([
    ['the cloud’s own', [V4('169.254.169.254')]],
    ['one of several', [V4('93.184.216.34'), V4('10.0.0.7')]],
    ['in IPv6', [{ address: 'fd00::7', family: 6 }]],
  ])('is refused behind a name: %s', async (_, addresses) => {
    const webhook = webhookTo('https://hooks.example/', { allow_private: false });
    const outcome = await sent(webhook, { resolve: async () => addresses });
    expect(outcome).toMatchObject({ kind: 'refused' });
  });

  it('cannot come in by a second resolution: the connection goes to what was judged', async () => {
    const receiver = await Receiver.start(200);
    let asked = 0;
    const resolve = async () => {
      asked++;
      return [V4('127.0.0.1')];
    };
    const webhook = webhookTo(`http://hooks.invalid:${receiver.port}/`);
    expect(await sent(webhook, { resolve })).toEqual({ kind: 'sent' });
    expect(asked).toBe(1);
    expect(receiver.received[0]?.headers.host).toBe(`hooks.invalid:${receiver.port}`);
  });
});
