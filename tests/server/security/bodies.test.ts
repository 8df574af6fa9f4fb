import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appOf } from '../support/app.js';
import { collectorOf } from '../support/collector.js';
import { gameKey } from '../support/keys.js';
import { accessOf, keysOf } from '../support/parts.js';
import { head, listening, raw } from '../support/raw.js';
import { signed } from '../support/signing.js';

const keys = keysOf();
const game = gameKey(keys);
const collector = collectorOf();
const app = appOf({ collector });
const strict = appOf({ access: accessOf({ keys, areKeysRequired: true }), collector });
let port = 0;
let strictPort = 0;
beforeAll(async () => {
  [port, strictPort] = [await listening(app), await listening(strict)];
});
afterAll(async () => {
  await Promise.all([app.close(), strict.close()]);
});
beforeEach(() => {
  collector.sent.length = 0;
});

const URL = '/v1/events/combat-events';
const KILL = '{"playerid":"ann","timestamp":1731402000000,"eventtype":"kill"}';
const MIB = 1024 * 1024;
const POST = (...headers: string[]) => head('POST', URL, 'content-type: application/json', ...headers);

/** Sends, and hangs up as soon as there is an answer. */
const untilAnswered = (to: number, text: string) =>
  raw(to, (socket) => {
    socket.write(text);
    socket.once('data', () => socket.end());
  });

describe('before any of its body has come, a request is answered', () => {
  it('413 when it says that the body is too large', async () => {
    const { statuses } = await untilAnswered(port, POST(`content-length: ${MIB + 1}`));
    expect(statuses).toEqual([413]);
  });

  it('415 when it says that the body is of a kind that nobody takes', async () => {
    const request = head('POST', URL, 'content-type: application/xml', 'content-length: 100');
    expect((await untilAnswered(port, request)).statuses).toEqual([415]);
  });

  it.each([
    ['no key', [], 401],
    ['a key that there is not', signedLines({ ...game, id: 'key_0000000000000000' }), 401],
    ['a token of no form', ['authorization: Bearer x'], 401],
    ['a timestamp of long ago', signedLines(game, 1), 401],
  ])('when it shows %s', async (_, headers, status) => {
    const request = POST('content-length: 1000', ...headers);
    expect((await untilAnswered(strictPort, request)).statuses).toEqual([status]);
  });
});

it('a body that does not say how large it is is read as far as it may be, and no further', async () => {
  let sent = 0;
  const { statuses } = await raw(port, (socket) => {
    socket.write(POST('transfer-encoding: chunked'));
    const chunk = `${(64 * 1024).toString(16)}\r\n${' '.repeat(64 * 1024)}\r\n`;
    const go = () => {
      while (!socket.destroyed && sent < 64 * MIB && socket.write(chunk)) sent += 64 * 1024;
      if (sent < 64 * MIB && !socket.destroyed) socket.once('drain', go);
    };
    go();
    socket.once('data', () => socket.destroy());
  });
  expect(statuses).toEqual([413]);
  expect(sent).toBeLessThan(64 * MIB);
  expect(collector.sent).toEqual([]);
});

describe('what is small and grows is refused', () => {
  const post = (payload: Buffer | string, headers = {}) =>
    app.inject({
      method: 'POST',
      url: URL,
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });

  it.each([
    ['a gzip bomb', gzipSync(Buffer.alloc(200 * MIB, ' ')), 'gzip', 413, 'too_large'],
    ['a bomb within a bomb', gzipSync(gzipSync(Buffer.alloc(200 * MIB))), 'gzip', 422, undefined],
    [
      'bombs one after the other',
      Buffer.concat(new Array(20).fill(gzipSync(Buffer.alloc(MIB)))),
      'gzip',
      413,
      'too_large',
    ],
    ['brotli', brotliCompressSync(KILL), 'br', 415, 'unknown_encoding'],
    ['gzip twice over', gzipSync(gzipSync(KILL)), 'gzip, gzip', 415, 'unknown_encoding'],
    ['gzip that breaks off', gzipSync(KILL).subarray(0, 20), 'gzip', 400, 'invalid_gzip'],
  ])('%s', async (_, payload, encoding, status, code) => {
    const { statusCode, body } = await post(payload, { 'content-encoding': encoding });
    expect([statusCode, JSON.parse(body).error?.code]).toEqual([status, code]);
    expect(collector.sent).toEqual([]);
  });

  it.each([
    ['arrays within arrays', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
    ['arrays that do not end', '['.repeat(1_000_000)],
    ['objects within an event', KILL.replace('"kill"', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`)],
  ])('%s, and the server goes on', async (_, payload) => {
    const { statusCode } = await post(payload);
    expect([400, 413, 422]).toContain(statusCode);
    expect((await post(KILL)).statusCode).toBe(202);
  });

  it('a name that means something to JavaScript is only a name', async () => {
    const payload = KILL.replace('{', '{"__proto__":{"isSandbox":true},"constructor":{"prototype":{"x":1}},');
    const { statusCode } = await post(payload);
    expect([202, 422]).toContain(statusCode);
    expect(({} as { isSandbox?: boolean; x?: number }).isSandbox).toBeUndefined();
    expect(({} as { isSandbox?: boolean; x?: number }).x).toBeUndefined();
  });
});

function signedLines(by: typeof game, timestamp?: number): string[] {
  const headers = signed(by, { url: URL, ...(timestamp !== undefined && { timestamp }) });
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}
