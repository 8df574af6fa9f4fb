/** What routes that take events do besides judging: retries, wrong clocks, sandboxes. */
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { Room } from '../../../server/collector/room.js';
import { Problem } from '../../../server/problem.js';
import { appOf } from '../support/app.js';
import { collectorOf, serverDatabase } from '../support/collector.js';
import { gameKey } from '../support/keys.js';
import { accessOf, keysOf, NOW } from '../support/parts.js';
import { signed } from '../support/signing.js';

const KILL = `{"playerid":"ann","timestamp":${NOW},"eventtype":"kill"}`;
const MOVE =
  '{"player_id":"ann","session_id":"s","event_type":"move","level_id":"l","map_id":"m","timestamp": "2024-11-12T10:00:00.5+00:00" }';

const db = serverDatabase();
const keys = keysOf();
const collector = collectorOf({ db });
const app = appOf({ collector, access: accessOf({ keys }) });
beforeEach(() => {
  collector.sent.length = 0;
  db.exec('DELETE FROM kept_answers; DELETE FROM clock_corrections');
});

async function post(url: string, payload: string | Buffer, headers: Record<string, string> = {}, to = app) {
  const type = { 'content-type': 'application/json' };
  const answer = await to.inject({ method: 'POST', url, payload, headers: { ...type, ...headers } });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
}

const values = () => collector.sent.flatMap(({ records }) => records.map(({ value }) => String(value)));

describe('Idempotency-Key', () => {
  const EVENTS = '/v1/events/combat-events';
  const again = { 'idempotency-key': 'round 7' };

  it('makes a retry get the first answer and add nothing', async () => {
    const body = `[${KILL},7,${KILL.replace('}', ',"event_id":"own"}')}]`;
    const first = await post(EVENTS, body, again);
    const second = await post(`${EVENTS}?sent_at=${NOW}`, gzipSync(body), {
      ...again,
      'content-encoding': 'gzip',
    });
    expect([first.status, first.headers['idempotency-replayed']]).toEqual([202, undefined]);
    expect([second.status, second.headers['idempotency-replayed']]).toEqual([202, 'true']);
    expect(second.body).toEqual(first.body);
    expect(values().map((value) => JSON.parse(value).event_id)).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      'own',
    ]);
    expect(values()[0]!.replace(/"event_id":"[0-9a-f]{32}",/, '')).toBe(KILL);
  });

  it('gives the same ids when the request is tried again after no answer, and others to other events', async () => {
    const lost = collectorOf();
    const add = async (...[topic, records]: Parameters<typeof lost.ingest.add>) => {
      collector.sent.push({ topic, records, sender: null });
      throw new Problem(503, 'not_acknowledged', '', 5);
    };
    const losing = appOf({ collector: { ...lost, ingest: { ...lost.ingest, add } } });
    for (let i = 0; i < 2; i++)
      expect((await post(EVENTS, `[${KILL},${KILL}]`, again, losing)).status).toBe(503);
    await post(EVENTS, `[${KILL},${KILL}]`, { 'idempotency-key': 'round 8' }, losing);
    const ids = values().map((value) => JSON.parse(value).event_id as string);
    expect(ids.slice(0, 2)).toEqual(ids.slice(2, 4));
    expect(new Set(ids).size).toBe(4);
  });

  it('is refused for another body, path or kind of body', async () => {
    await post(EVENTS, KILL, again);
    const conflict = { status: 409, body: { error: { code: 'idempotency_conflict' } } };
    expect(await post(EVENTS, `${KILL} `, again)).toMatchObject(conflict);
    expect(await post('/v1/events/game-actions', KILL, again)).toMatchObject(conflict);
    expect(await post(EVENTS, KILL, { ...again, 'content-type': 'application/x-ndjson' })).toMatchObject(
      conflict,
    );
    expect(collector.sent).toHaveLength(1);
  });

  it('keeps nothing of a dry run, nor of what could not be read', async () => {
    await post(`${EVENTS}?dry_run=1`, KILL, again);
    await post(EVENTS, '[', again);
    expect((await post(EVENTS, KILL, again)).headers['idempotency-replayed']).toBeUndefined();
    expect(collector.sent).toHaveLength(1);
  });

  it.each(['', 'ü', 'x'.repeat(256)])('must be a text that can be: %j', async (key) => {
    expect(await post(EVENTS, KILL, { 'idempotency-key': key })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_idempotency_key' } },
    });
  });
});

describe('a body of many events', () => {
  const EVENTS = '/v1/events/combat-events';

  it('may have one that is no UTF-8: the others are taken as they are', async () => {
    const umlaut = KILL.replace('ann', 'Jürgen 🗡');
    const spoiled = Buffer.from(KILL.replace('ann', '\xff'), 'latin1');
    const array = Buffer.concat([Buffer.from(`[${umlaut}, `), spoiled, Buffer.from(`,${KILL}]`)]);
    const answer = await post(EVENTS, array);
    expect(answer.body).toMatchObject({
      accepted: 2,
      results: [{ status: 'accepted' }, { reason: 'invalid_utf8' }, { status: 'accepted' }],
    });
    expect(values()).toEqual([umlaut, KILL]);
  });

  it('is turned away when too many others are under way', async () => {
    const acknowledge: (() => void)[] = [];
    const add = () => new Promise<void>((resolve) => acknowledge.push(resolve));
    const bodies = new Room(2 * KILL.length);
    const full = appOf({ collector: collectorOf({ bodies, ingest: { add, waitingBytes: 0 } }) });
    const again = { 'idempotency-key': 'k' };
    const first = post(EVENTS, KILL, again, full);
    await expect.poll(() => acknowledge.length).toBe(1);
    const refused = { status: 503, body: { error: { code: 'busy' } }, headers: { 'retry-after': '1' } };
    expect(await post(EVENTS, KILL, again, full)).toMatchObject(refused);
    acknowledge[0]!();
    expect((await first).status).toBe(202);
    expect((await post(EVENTS, KILL, again, full)).headers).toHaveProperty('idempotency-replayed');
  });

  it('may name its kind and its encoding in any letters', async () => {
    const headers = { 'content-type': 'Application/X-NDJSON', 'content-encoding': 'GZIP' };
    const answer = await post(EVENTS, gzipSync(`${KILL}\n\r\n${KILL}\r\n`), headers);
    expect([answer.status, values()]).toEqual([202, [KILL, KILL]]);
  });

  it.each([
    ['an array', `[${'0,'.repeat(10_000)}`, 'application/json'],
    ['lines', `${'0\n'.repeat(10_000)}${'['.repeat(40)}`, 'application/x-ndjson'],
  ])('is counted before it is looked into: %s', async (_, body, type) => {
    expect(await post(EVENTS, body, { 'content-type': type })).toMatchObject({
      status: 413,
      body: { error: { code: 'too_many' } },
    });
  });
});

describe('sent_at', () => {
  it('moves the times of the events by what the clock is off, and nothing else', async () => {
    const answer = await post(
      `/v1/events/player-events?sent_at=${NOW - 60_000}`,
      `[${MOVE},{"timestamp":7}]`,
    );
    expect(answer.body).toMatchObject({ accepted: 1, rejected: 1, clock_offset_ms: 60_000 });
    expect(values()).toEqual([MOVE.replace('"2024-11-12T10:00:00.5+00:00"', '"2024-11-12T10:01:00.500Z"')]);
    await post('/v1/events/combat-events?sent_at=2024-11-12T10:00:06Z', KILL);
    expect(JSON.parse(values()[1]!).timestamp).toBe(NOW - 6000);
    const { body } = await app
      .inject({ url: '/v1/clock-corrections?limit=1' })
      .then((got) => ({ body: got.json() }));
    expect(body).toEqual({
      rows: [
        {
          seq: 2,
          at: '2024-11-12T10:00:00.000Z',
          key: null,
          address: '127.0.0.1',
          topic: 'combat-events',
          events: 1,
          offset_ms: -6000,
        },
      ],
      next: '2',
    });
    const rest = await app.inject({ url: '/v1/clock-corrections?after=2' });
    expect(rest.json()).toMatchObject({ rows: [{ seq: 1, events: 1, offset_ms: 60_000 }], next: null });
  });

  it('moves nothing where the clock is nearly right, on a dry run, or where the server said the time', async () => {
    const off = { clock_offset_ms: 5001 };
    expect((await post(`/v1/events/combat-events?sent_at=${NOW - 5000}`, KILL)).body).toEqual({
      status: 'accepted',
    });
    expect((await post(`/v1/events/combat-events?sent_at=${NOW - 5001}&dry_run=1`, KILL)).body).toMatchObject(
      off,
    );
    const verb = await post(`/v1/players/ann/swords?sent_at=${NOW - 5001}`, '{"sword_type":"x"}');
    expect(verb.body.event.timestamp).toBe('2024-11-12T10:00:00.000Z');
    expect((await app.inject({ url: '/v1/clock-corrections' })).json()).toEqual({ rows: [], next: null });
  });

  it.each([
    ['combat-events', KILL.replace(String(NOW), '0'), NOW + 6000, 'out_of_range', '/timestamp'],
    [
      'player-events',
      MOVE.replace('2024', '1970').replace('11-12', '01-01'),
      '9999-12-31T23:59:59Z',
      'invalid_time',
      '/timestamp',
    ],
    ['player-events', MOVE.replace('2024', '9999'), '1970-01-01T00:00:00Z', 'invalid_time', '/timestamp'],
    ['combat-events', KILL.replace(String(NOW), '1.5'), 0, 'wrong_type', '/timestamp'],
  ])('rejects a time of %s that it moves out of all time', async (topic, event, sentAt, reason, pointer) => {
    expect((await post(`/v1/events/${topic}?sent_at=${sentAt}`, event)).body).toMatchObject({
      reason,
      pointer,
    });
  });

  it.each(['now', '-1', '9999999999999999', '2024-11-12', '', '1&sent_at=2'])(
    'must be a time: %s',
    async (sentAt) => {
      expect(await post(`/v1/events/combat-events?sent_at=${sentAt}`, KILL)).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid_query' } },
      });
    },
  );
});

describe('what ends at the door', () => {
  it('is shown: rejected events, and those of a sandbox, which are never sent', async () => {
    const key = gameKey(keys, { sandbox: true });
    const before = collector.recent.list().length;
    const url = '/v1/events/combat-events';
    const body = `[${KILL},{"playerid":"bob"}]`;
    const answer = await post(url, body, signed(key, { url, body }));
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, rejected: 1, sandbox: true } });
    await post(`${url}?dry_run=1`, '7');
    await post(url, '7');
    expect(collector.sent).toEqual([]);
    const recent = collector.recent.list();
    expect(recent.slice(0, recent.length - before)).toMatchObject([
      { key: '', verdict: 'rejected', reason: 'not_an_object', value: '7' },
      { key: 'bob', verdict: 'rejected', reason: 'missing_field', pointer: '/timestamp' },
      { key: 'ann', verdict: 'sandbox', reason: null, value: KILL },
    ]);
  });
});
