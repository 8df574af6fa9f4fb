import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../server/app.js';
import { collectorOf } from './support/collector.js';
import { observerOf } from './support/observer.js';
import { accessOf } from './support/parts.js';

const NOW = Date.parse('2024-11-12T10:00:00Z');
const KILL = '{"playerid":"ann","timestamp":1731402000000,"eventtype":"kill"}';
const EVENTS = '/v1/events/combat-events';

const collector = collectorOf();
const { sent } = collector;
const app = buildApp({
  access: accessOf(),
  collector,
  resources: { read: () => undefined, follow: () => undefined },
  observer: observerOf(),
  lineage: { nodes: [], edges: [] },
});
beforeEach(() => {
  sent.length = 0;
});

const post = (payload: string | Buffer, headers: Record<string, string> = {}, url = EVENTS) =>
  app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });
const ndjson = { 'content-type': 'application/x-ndjson' };

describe('events', () => {
  it('are sent as they came, byte for byte, with their key', async () => {
    const spaced = KILL.replace(':17', ' : 17').replace('}', ', "playerid":"bob" }');
    const { statusCode, body } = await post(`[${KILL}, ${spaced}]`);
    expect(JSON.parse(body)).toEqual({
      accepted: 2,
      rejected: 0,
      results: [{ status: 'accepted' }, { status: 'accepted' }],
    });
    expect(statusCode).toBe(202);
    expect(sent).toEqual([
      {
        topic: 'combat-events',
        sender: null,
        records: [
          { key: 'ann', value: Buffer.from(KILL) },
          { key: 'bob', value: Buffer.from(spaced) },
        ],
      },
    ]);
  });

  it('are judged one by one, as the processors will', async () => {
    const lines = [KILL, 'nope', '', KILL.replace('kill', 'win'), KILL.replace('"ann"', '7')];
    const { statusCode, body } = await post(gzipSync(lines.join('\r\n')), {
      ...ndjson,
      'content-encoding': 'gzip',
    });
    expect(statusCode).toBe(202);
    expect(JSON.parse(body)).toMatchObject({
      accepted: 1,
      rejected: 3,
      results: [
        { status: 'accepted' },
        { status: 'rejected', reason: 'invalid_json', pointer: '' },
        { status: 'rejected', reason: 'not_allowed_value', pointer: '/eventtype' },
        { status: 'rejected', reason: 'wrong_type', pointer: '/playerid' },
      ],
    });
    expect(sent).toEqual([
      { topic: 'combat-events', sender: null, records: [{ key: 'ann', value: Buffer.from(KILL) }] },
    ]);
  });

  it.each([
    ['bytes that are no text', Buffer.from([0xff, 0xfe]), 'invalid_utf8'],
    ['no JSON', '{"playerid"', 'invalid_json'],
    ['a time ahead', KILL.replace('1731402000000', String(NOW + 301_000)), 'future_time'],
    ['more than a record takes', KILL.replace('{', `{${' '.repeat(16_300)}`), 'too_large'],
  ])('that are %s are told why, and none is sent', async (_, payload, reason) => {
    const { statusCode, body } = await post(payload);
    expect([statusCode, JSON.parse(body)]).toMatchObject([422, { status: 'rejected', reason }]);
    expect(sent).toEqual([]);
  });

  it('are only judged on a dry run', async () => {
    const { statusCode, body } = await post(KILL, {}, `${EVENTS}?dry_run=1`);
    expect([statusCode, JSON.parse(body)]).toEqual([200, { status: 'accepted' }]);
    expect(sent).toEqual([]);
  });

  it.each([
    ['nothing', '', {}, EVENTS, 400, 'empty'],
    ['an empty array', ' [ ] ', {}, EVENTS, 400, 'empty'],
    ['half an array', `[${KILL},`, {}, EVENTS, 400, 'invalid_json'],
    ['another kind of body', KILL, { 'content-type': 'text/plain' }, EVENTS, 415, 'invalid_media_type'],
    ['another encoding', KILL, { 'content-encoding': 'br' }, EVENTS, 415, 'unknown_encoding'],
    ['no gzip', KILL, { 'content-encoding': 'gzip' }, EVENTS, 400, 'invalid_gzip'],
    ['a strange topic', KILL, {}, '/v1/events/chat', 404, 'unknown_topic'],
    ['a strange flag', KILL, {}, `${EVENTS}?dry_run=yes`, 400, 'invalid_query'],
    ['too much', ' '.repeat(1024 * 1024 + 1), {}, EVENTS, 413, 'body_too_large'],
    ['a bomb', gzipSync(' '.repeat(9_000_000)), { 'content-encoding': 'gzip' }, EVENTS, 413, 'too_large'],
    ['too many', '1\n'.repeat(10_001), ndjson, EVENTS, 413, 'too_many'],
    ['a name of its own', KILL, { host: 'game.example' }, EVENTS, 421, 'wrong_host'],
  ])('with %s are refused as a whole', async (_, payload, headers, url, status, code) => {
    const answer = await post(payload, headers, url);
    expect([answer.statusCode, JSON.parse(answer.body)]).toMatchObject([status, { error: { code } }]);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(sent).toEqual([]);
  });
});
