/** What was acknowledged counts, and counts once, whatever happens to `serve`. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Workplace } from '../support/command-line.js';

const place = new Workplace();
let serving: Awaited<ReturnType<Workplace['serve']>>;
beforeAll(async () => {
  await place.startBroker();
  serving = await place.serve();
});
afterAll(async () => {
  serving.running.interrupt();
  await serving.running.ended;
  await place.end();
});

async function killed(): Promise<void> {
  serving.running.kill();
  await serving.running.ended;
}

const kill = (player: string, more: object = {}) => ({
  playerid: player,
  timestamp: 1731402000000,
  eventtype: 'kill',
  ...more,
});

function post(events: object, key?: string, topic = 'combat-events'): Promise<Response> {
  return fetch(`${serving.url}/v1/events/${topic}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
    body: JSON.stringify(events),
  });
}

/** Of all partitions of a topic together. */
async function counts(topic: string) {
  const answer = await fetch(`${serving.url}/v1/stats/topics`);
  const { rows = [] } = (await answer.json()) as { rows?: ({ topic: string } & Record<Count, number>)[] };
  const sum = (name: Count) =>
    rows.filter((row) => row.topic === topic).reduce((all, row) => all + row[name], 0);
  return { accepted: sum('accepted'), duplicate: sum('duplicate'), rejected: sum('rejected') };
}
type Count = 'accepted' | 'duplicate' | 'rejected';

it('adds nothing when a request comes again, by key or by event_id, also after kill -9', async () => {
  const batch = [kill('ann'), kill('bob'), { playerid: 'ann' }];
  const answer = await post(batch, 'round 7');
  const text = await answer.text();
  expect(answer.status).toBe(202);
  expect((await post(batch, 'round 8')).status).toBe(202);
  expect((await post(kill('ann', { event_id: 'game-1' }))).status).toBe(202);
  await killed();
  // As if it had been killed when the broker had acknowledged, and before the answer was noted.
  const db = new Database(join(place.dataDir, 'server.db'));
  db.exec("UPDATE kept_answers SET status = NULL, body = NULL WHERE idempotency_key = 'round 8'");
  db.close();

  serving = await place.serve();
  const again = await post(batch, 'round 7');
  expect([again.status, again.headers.get('idempotency-replayed'), await again.text()]).toEqual([
    202,
    'true',
    text,
  ]);
  expect((await post([kill('eve')], 'round 7')).status).toBe(409);
  const unknown = await post(batch, 'round 8');
  expect([unknown.status, unknown.headers.get('idempotency-replayed')]).toEqual([202, null]);
  expect((await post(kill('ann', { event_id: 'game-1' }))).status).toBe(202);
  await expect
    .poll(() => counts('combat-events'), { timeout: 20_000 })
    .toEqual({ accepted: 5, duplicate: 3, rejected: 0 });
});

it('counts every event once of clients that try again until they have an answer, over kill -9', async () => {
  const send = async (i: number): Promise<void> => {
    const sword = {
      player_id: `player_${i}`,
      event_type: 'buy_sword',
      sword_type: 'katana',
      timestamp: '2024-11-12T10:15:30Z',
    };
    for (;;) {
      const answer = await post(sword, `request ${i}`, 'game-actions').catch(() => undefined);
      if (answer?.status === 202) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const clients = Array.from({ length: 300 }, (_, i) => send(i));
  await Promise.race(clients);
  await killed();
  serving = await place.serve();
  await Promise.all(clients);
  await expect
    .poll(() => counts('game-actions'), { timeout: 20_000 })
    .toMatchObject({ accepted: 300, rejected: 0 });
});
