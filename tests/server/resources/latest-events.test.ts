import { expect, it } from 'vitest';
import { RecentEvents } from '../../../server/collector/recent.js';
import type { Row } from '../../../server/resources/resource.js';
import { appOf } from '../support/app.js';
import { collectorOf } from '../support/collector.js';
import { simulated } from '../support/simulated.js';

function world() {
  const recent = new RecentEvents();
  const followed: string[] = [];
  const { read, records } = simulated(0);
  const app = appOf({
    resources: { read, follow: (key) => void followed.push(key) },
    collector: { ...collectorOf(), recent },
  });
  const get = async (query: string) => {
    const { statusCode, body } = await app.inject({ url: `/v1/events/latest?${query}` });
    expect(statusCode).toBe(200);
    return JSON.parse(body) as { rows: Row[]; next: string | null };
  };
  /** At `second`: a record of a topic, or an event that is turned away. */
  const stored = (second: number, player: string) => {
    const value = JSON.stringify({ playerid: player, timestamp: 0, eventtype: 'kill' });
    records('combat-events', [{ key: player, value, timestamp: second * 1000 }]);
  };
  const turnedAway = (second: number, key: string) =>
    recent.add({
      at: second * 1000,
      topic: 'combat-events',
      key,
      verdict: 'rejected',
      reason: 'missing_field',
      pointer: '/eventtype',
      value: Buffer.from('{}'),
    });
  return { app, get, followed, stored, turnedAway, records };
}

const names = (rows: readonly Row[]) => rows.map(({ key }) => key);

it('is one list of what reached a topic and of what did not, the newest first', async () => {
  const { get, stored, turnedAway } = world();
  stored(1, 'a');
  turnedAway(2, 'b');
  stored(3, 'c');
  stored(4, 'd');
  turnedAway(5, '');
  const { rows, next } = await get('');
  expect([names(rows), next]).toEqual([[null, 'd', 'c', 'b', 'a'], null]);
  expect(rows.map(({ source }) => source)).toEqual(['http', 'topic', 'topic', 'http', 'topic']);
  expect(rows[1]).toEqual({
    seq: 3,
    at: '1970-01-01T00:00:04.000Z',
    source: 'topic',
    topic: 'combat-events',
    partition: 0,
    offset: 2,
    key: 'd',
    verdict: 'accepted',
    reason: null,
    pointer: null,
    value: '{"playerid":"d","timestamp":0,"eventtype":"kill"}',
  });
});

it('pages go on where the last one ended, whatever came meanwhile', async () => {
  const { get, stored, turnedAway } = world();
  for (let i = 0; i < 20; i++) (i % 3 === 0 ? turnedAway : stored)(i, `p${i}`);
  const found: unknown[] = [];
  let next: string | null | undefined;
  while (next !== null) {
    const page = await get(`limit=3${next === undefined ? '' : `&after=${next}`}`);
    found.push(...names(page.rows));
    next = page.next;
    stored(100, 'new');
    turnedAway(100, 'new');
  }
  expect(found).toEqual(Array.from({ length: 20 }, (_, i) => `p${19 - i}`));
});

it('a page stays as it is when something comes that is not of it', async () => {
  const { get, stored, turnedAway } = world();
  for (const at of [1, 2, 3]) stored(at, 'a');
  const before = await get('key=a&limit=2');
  stored(4, 'b');
  turnedAway(4, 'b');
  expect(await get('key=a&limit=2')).toEqual(before);
});

it('what was rejected is there with its reason, and among the dead letters', async () => {
  const { app, stored, records } = world();
  stored(1, 'a');
  records('combat-events', [
    { key: 'b', value: '{"playerid":"b"}' },
    { key: 'c', value: 'nope' },
  ]);
  const rows = async (path: string) => (await app.inject({ url: `/v1/${path}` })).json().rows as Row[];
  expect(await rows('events/latest?verdict=rejected')).toMatchObject([
    { key: 'c', reason: 'invalid_json', pointer: '', value: 'nope' },
    { key: 'b', reason: 'missing_field', pointer: '/timestamp' },
  ]);
  expect(await rows('dead-letters')).toMatchObject([
    { offset: 1, key: 'b', reason: 'missing_field', value: '{"playerid":"b"}', size: 16 },
    { offset: 2, key: 'c', reason: 'invalid_json' },
  ]);
  expect(await rows('dead-letters?reason=invalid_json&topic=combat-events')).toMatchObject([{ offset: 2 }]);
  expect(await rows('dead-letters?reverse=1&limit=1')).toMatchObject([{ offset: 2 }]);
  const { next } = (await app.inject({ url: '/v1/dead-letters?limit=1' })).json();
  expect(await rows(`dead-letters?limit=1&after=${next}`)).toMatchObject([{ offset: 2 }]);
});

it('is narrowed, and who is looked at is followed', async () => {
  const { get, stored, turnedAway, followed } = world();
  stored(1, 'a');
  stored(2, 'b');
  turnedAway(3, 'b');
  expect(names((await get('key=b')).rows)).toEqual(['b', 'b']);
  expect(followed).toEqual(['b']);
  expect(names((await get('verdict=accepted')).rows)).toEqual(['b', 'a']);
  expect(names((await get('verdict=rejected&key=b&topic=combat-events')).rows)).toEqual(['b']);
  expect((await get('verdict=sandbox')).rows).toEqual([]);
  expect((await get('topic=player-events')).rows).toEqual([]);
});
