import { beforeEach, describe, expect, it } from 'vitest';
import { judgesFor } from '../../../server/collector/judges.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { appOf } from '../support/app.js';
import { collectorOf } from '../support/collector.js';

const collector = collectorOf();
const { sent } = collector;
const app = appOf({ collector });
beforeEach(() => {
  sent.length = 0;
});

interface Sent {
  readonly method?: 'POST' | 'DELETE';
  readonly headers?: Record<string, string>;
}

async function act(
  path: string,
  payload: string | Buffer | undefined,
  { method = 'POST', headers = {} }: Sent = {},
) {
  const answer = await app.inject({
    method,
    url: `/v1/players/${path}`,
    ...(payload !== undefined && { payload }),
    headers: {
      'user-agent': 'Sky Forge/1.2',
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  return { status: answer.statusCode, body: answer.json(), text: answer.body };
}

const request = { host: 'localhost:80', user_agent: 'Sky Forge/1.2', remote_addr: '127.0.0.1' };
const NOW_TEXT = '2024-11-12T10:00:00.000Z';

describe('an action', () => {
  it.each([
    ['POST', 'swords', { sword_type: 'katana' }, { event_type: 'buy_sword', sword_type: 'katana' }],
    ['POST', 'weapons', { weapon_type: 'bow' }, { event_type: 'buy_weapon', weapon_type: 'bow' }],
    ['POST', 'guild', { guild_name: 'Owls' }, { event_type: 'join_guild', guild_name: 'Owls' }],
    ['DELETE', 'guild', undefined, { event_type: 'leave_guild' }],
    ['DELETE', 'guild', { guild_name: 'Owls' }, { event_type: 'leave_guild', guild_name: 'Owls' }],
    [
      'POST',
      'battles',
      { opponent_id: 'bob', outcome: 'win', health: 12.5 },
      { event_type: 'battle', opponent_id: 'bob', outcome: 'win', health: 12.5 },
    ],
  ] as const)('%s %s becomes an event', async (method, path, body, event) => {
    const whole = { player_id: 'ann', timestamp: NOW_TEXT, ...event, request };
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const answer = await act(`ann/${path}`, payload, { method });
    expect(answer).toMatchObject({ status: 202, body: { status: 'accepted', event: whole } });
    const [{ topic, records }] = sent as [(typeof sent)[0]];
    expect([topic, records[0]!.key, JSON.parse(String(records[0]!.value))]).toEqual([
      'game-actions',
      'ann',
      whole,
    ]);
  });

  it('keeps what the body says as it is written, and the answer shows what was sent', async () => {
    const body =
      '{"health": 1.50,"outcome":"win", "opponent_id":"b\\u006fb","event_id":"a-1","timestamp":"2024-11-12T09:00:00+01:00"}';
    const { text } = await act('ann/battles', body);
    const value = String(sent[0]!.records[0]!.value);
    expect(value).toContain('"opponent_id":"b\\u006fb","outcome":"win","health":1.50');
    expect(value).toContain('"timestamp":"2024-11-12T09:00:00+01:00"');
    expect(text).toBe(`{"status":"accepted","event":${value}}`);
  });

  it.each([
    ['a/b', 'a%2Fb'],
    ['100%', '100%25'],
    ['%2F', '%252F'],
    ['🗡 ?#', '%F0%9F%97%A1%20%3F%23'],
    ['\u{1f5e1}'.repeat(128), '%F0%9F%97%A1'.repeat(128)],
    ['"},{"', '%22%7D%2C%7B%22'],
  ])('is of any player: %s', async (player, encoded) => {
    expect((await act(`${encoded}/swords`, '{"sword_type":"x"}')).body.event.player_id).toBe(player);
    expect(sent[0]!.records[0]!.key).toBe(player);
  });

  it.each([
    ['no fields', 'ann/swords', '{}', 'missing_field', '/sword_type'],
    ['a strange field', 'ann/swords', '{"sword_type":"x","a/b":1}', 'unknown_field', '/a~1b'],
    ['a player', 'ann/swords', '{"sword_type":"x","player_id":"ann"}', 'unknown_field', '/player_id'],
    ['a type', 'ann/swords', '{"sword_type":"x","event_type":"buy_sword"}', 'unknown_field', '/event_type'],
    ['a request', 'ann/swords', '{"sword_type":"x","request":{}}', 'unknown_field', '/request'],
    ["another verb's field", 'ann/swords', '{"sword_type":"x","health":1}', 'unknown_field', '/health'],
    ['a strange field and a missing one', 'ann/swords', '{"a":1}', 'missing_field', '/sword_type'],
    ['a strange field and a wrong one', 'ann/swords', '{"a":1,"sword_type":7}', 'unknown_field', '/a'],
    [
      'a number too large',
      'ann/battles',
      '{"opponent_id":"b","outcome":"win","health":1e400}',
      'out_of_range',
      '/health',
    ],
    ['a wrong time', 'ann/swords', '{"sword_type":"x","timestamp":"now"}', 'invalid_time', '/timestamp'],
    ['a null time', 'ann/swords', '{"sword_type":"x","timestamp":null}', 'wrong_type', '/timestamp'],
    ['half a character', 'ann/swords', '{"sword_type":"\\ud800"}', 'lone_surrogate', '/sword_type'],
    ['a player too long', `${'a'.repeat(129)}/swords`, '{"sword_type":"x"}', 'too_long', '/player_id'],
    ['an array', 'ann/swords', '[{"sword_type":"x"}]', 'not_an_object', ''],
    ['no JSON', 'ann/swords', 'sword', 'invalid_json', ''],
    ['no text', 'ann/swords', Buffer.from([0xff]), 'invalid_utf8', ''],
    ['no text in a name', 'ann/swords', Buffer.from('{"sword_type":"\xff"}', 'latin1'), 'invalid_utf8', ''],
  ])('with %s is told why, and not sent', async (_, path, payload, reason, pointer) => {
    expect(await act(path, payload)).toMatchObject({
      status: 422,
      body: { status: 'rejected', reason, pointer },
    });
    expect(sent).toEqual([]);
  });

  it.each([
    ['nothing', '', {}, 400, 'empty'],
    ['lines', '{}', { 'content-type': 'application/x-ndjson' }, 415, 'invalid_media_type'],
    ['depth', '{"a":'.repeat(40), {}, 400, 'too_deep'],
  ])('with %s is refused', async (_, payload, headers, status, code) => {
    expect(await act('ann/swords', payload, { headers })).toMatchObject({
      status,
      body: { error: { code } },
    });
  });

  it('is of somebody', async () => {
    const { status, body } = await act('/swords', '{"sword_type":"x"}');
    expect([status, body.error.code]).toEqual([400, 'invalid_path']);
  });

  it('leaves out of the request what an event cannot take', async () => {
    const { body } = await act('ann/swords', '{"sword_type":"x"}', {
      headers: { 'user-agent': 'x'.repeat(513) },
    });
    expect(body.event.request).toEqual({ host: request.host, remote_addr: request.remote_addr });
    const zoned = await app.inject({
      method: 'DELETE',
      url: '/v1/players/ann/guild',
      remoteAddress: 'fe80::1%eth0',
      headers: { 'user-agent': '' },
    });
    expect(zoned.json().event.request).toEqual({ host: request.host });
  });

  it('has the names that the studio gives its fields', async () => {
    const fields = {
      ...DEFAULT_SETTINGS.fields,
      'game-actions': { sword_type: 'blade', timestamp: 'when', event_id: 'id' },
    };
    const studio = collectorOf({ judges: judgesFor({ ...DEFAULT_SETTINGS, fields }) });
    const answer = await appOf({ collector: studio }).inject({
      method: 'POST',
      url: '/v1/players/ann/swords?sent_at=1731405590000',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k', 'user-agent': 'x' },
      payload: '{"sword_type":"katana","timestamp":"2024-11-12T09:00:00Z"}',
    });
    const { event } = answer.json();
    expect(event).toEqual({
      id: event.id,
      player_id: 'ann',
      event_type: 'buy_sword',
      when: '2024-11-12T09:00:10.000Z',
      blade: 'katana',
      request: { ...request, user_agent: 'x' },
    });
    expect(event.id).toMatch(/^[0-9a-f]{32}$/);
  });
});
