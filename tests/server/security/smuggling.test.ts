import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appOf } from '../support/app.js';
import { collectorOf } from '../support/collector.js';
import { head, listening, sendRaw } from '../support/raw.js';

const collector = collectorOf();
const app = appOf({ collector });
let port = 0;
beforeAll(async () => {
  port = await listening(app);
});
afterAll(() => app.close());
beforeEach(() => {
  collector.sent.length = 0;
});

const KILL = '{"playerid":"ann","timestamp":1731402000000,"eventtype":"kill"}';
const SMUGGLED = head('DELETE', '/v1/keys/key_0000000000000000');
const POST = (...headers: string[]) =>
  head('POST', '/v1/events/combat-events', 'content-type: application/json', ...headers);

describe('a request of which it is not clear where it ends is refused, and the connection closed', () => {
  it.each([
    ['two lengths', POST('content-length: 63', 'content-length: 5')],
    ['two lengths, the same', POST('content-length: 63', 'content-length: 63')],
    ['a list of lengths', POST('content-length: 63, 63')],
    ['a length and chunks', POST('content-length: 4', 'transfer-encoding: chunked')],
    ['chunks and a length', POST('transfer-encoding: chunked', 'content-length: 4')],
    ['a length that is none', POST('content-length: -1')],
    ['a length with a sign', POST('content-length: +63')],
    ['a length in hexadecimal', POST('content-length: 0x3f')],
    ['an encoding that is not known', POST('transfer-encoding: xchunked')],
    ['chunks that are not the last encoding', POST('transfer-encoding: chunked, identity')],
    ['a space before the colon', POST('content-length : 63')],
    ['a folded header', POST('x-a: b', ' content-length: 63', 'content-length: 0')],
    ['a header without a name', POST(': x', 'content-length: 63')],
    ['a bare line feed', POST('content-length: 63').replaceAll('\r\n', '\n')],
    ['NUL in a header', POST('x-a: b\0c', 'content-length: 63')],
  ])('%s', async (_, request) => {
    const { statuses, text } = await sendRaw(port, `${request}${KILL}${SMUGGLED}`);
    expect(statuses).toEqual([400]);
    expect(text).toContain('"code":"invalid_http"');
    expect(text).toContain('connection: close');
    expect(collector.sent).toEqual([]);
  });
});

describe('what is no HTTP, or too much of it', () => {
  it.each([
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['a method that is none', head('STEAL', '/healthz'), 400],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['NUL in a path', head('GET', '/healthz\0'), 400],
    ['a very long path', head('GET', `/${'a'.repeat(20_000)}`), 431],
    ['a very large header', head('GET', '/healthz', `x-a: ${'b'.repeat(20_000)}`), 431],
    [
      'very many headers',
      head('GET', '/healthz', ...Array.from({ length: 3000 }, (_, i) => `x-${i}: b`)),
      431,
    ],
  ])('%s is refused', async (_, request, status) => {
    const { statuses, text } = await sendRaw(port, request);
    expect(statuses).toEqual([status]);
    expect(text).not.toMatch(/\n\s+at |node:|fastify/i);
  });
});

it('one request after another on a connection gets one answer each, whatever bodies nobody reads', async () => {
  const requests = [
    `${head('GET', '/healthz', `content-length: ${SMUGGLED.length}`)}${SMUGGLED}`,
    `${head('POST', '/v1/nope', 'content-type: text/plain', 'content-length: 2')}xx`,
    head('GET', '/healthz', 'connection: close'),
  ];
  expect((await sendRaw(port, requests.join(''))).statuses).toEqual([200, 404, 200]);
});

it('the whole address in the first line asks for the same, and the path there is what counts', async () => {
  const absolute = head('GET', 'http://127.0.0.1/v1/throughput', 'connection: close');
  expect((await sendRaw(port, absolute)).statuses).toEqual([200]);
});
