import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { playerStory } from '../../../processors/store/player/story.js';
import { STORY_SCHEMA } from '../../../server/players/schemas.js';
import { appOf, resourcesFor } from '../support/app.js';
import { simulated } from '../support/simulated.js';

function world(events: number) {
  const { read, store, take } = simulated(events);
  const app = appOf({ resources: resourcesFor(read) });
  const get = async (path: string) => {
    const { statusCode, body } = await app.inject({ url: `/v1/players${path}` });
    return [statusCode, JSON.parse(body)] as const;
  };
  return { get, store, take };
}

it('tells the story of everybody who is found, as its schema says', async () => {
  const { get, store } = world(8000);
  const isStory = new Ajv2020({ strictTypes: false }).compile(STORY_SCHEMA.response[200]);
  const [, found] = await get('?limit=50');
  expect(found.rows.length).toBeGreaterThan(30);
  for (const { player_id: id } of found.rows) {
    const [status, story] = await get(`/${encodeURIComponent(id)}?limit=3`);
    expect(status).toBe(200);
    expect(isStory(story), JSON.stringify(isStory.errors)).toBe(true);
    expect(story).toEqual(JSON.parse(JSON.stringify(playerStory(store.db, id, { limit: 3 }))));
  }
});

it('finds players by how their ids begin, however they are written', async () => {
  const { get, take } = world(0);
  const names = ['ann', 'anna', 'bob', '../status', 'a/b?c#d', '😀 é%00'];
  take(
    'combat-events',
    names.map((playerid) => ({ playerid, timestamp: 0, eventtype: 'kill' })),
  );
  expect(await get('?prefix=an')).toEqual([
    200,
    { rows: [{ player_id: 'ann' }, { player_id: 'anna' }], more: false },
  ]);
  expect(await get('?prefix=an&limit=1')).toEqual([200, { rows: [{ player_id: 'ann' }], more: true }]);
  expect(await get('?prefix=%25')).toEqual([200, { rows: [], more: false }]);
  for (const name of names) {
    const [status, story] = await get(`/${encodeURIComponent(name)}`);
    expect([status, story.player_id]).toEqual([200, name]);
  }
});

it('refuses what means nothing', async () => {
  const { get } = world(0);
  expect(await get('/nobody')).toMatchObject([404, { error: { code: 'unknown_player' } }]);
  expect(await get(`/${'x'.repeat(129)}`)).toMatchObject([400, { error: { code: 'invalid_path' } }]);
  expect(await get('/ann?limit=101')).toMatchObject([400, { error: { code: 'invalid_query' } }]);
  expect(await get('?limit=51')).toMatchObject([400, { error: { code: 'invalid_query' } }]);
  const { statusCode } = await appOf().inject({ url: '/v1/players/ann' });
  expect(statusCode).toBe(503);
});
