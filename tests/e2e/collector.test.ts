/** What was acknowledged counts, and counts once, whatever happens to `serve`. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Workplace } from '../support/command-line.js';

let place: Workplace;
beforeEach(async () => {
  place = new Workplace();
  await place.startBroker();
});
afterEach(() => place.end());

const kill = (player: string, more: object = {}) => ({
  playerid: player,
  timestamp: 1731402000000,
  eventtype: 'kill',
  ...more,
});

function post(url: string, events: object, key?: string): Promise<Response> {
  return fetch(`${url}/v1/events/combat-events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
    body: JSON.stringify(events),
  });
}

/** Of all topics together. */
async function counts(): Promise<{ accepted: number; duplicate: number; rejected: number }> {
  const rows = await place.stats<{ accepted: number; duplicate: number; rejected: number }>('topics');
  const sum = (name: 'accepted' | 'duplicate' | 'rejected') => rows.reduce((all, row) => all + row[name], 0);
  return { accepted: sum('accepted'), duplicate: sum('duplicate'), rejected: sum('rejected') };
}

it('adds nothing when a request comes again, by key or by event_id, also after kill -9', async () => {
  const first = await place.serve();
  const batch = [kill('ann'), kill('bob'), { playerid: 'ann' }];
  const answer = await post(first.url, batch, 'round 7');
  const text = await answer.text();
  expect(answer.status).toBe(202);
  expect((await post(first.url, batch, 'round 8')).status).toBe(202);
  expect((await post(first.url, kill('ann', { event_id: 'game-1' }))).status).toBe(202);
  first.running.kill();
  await first.running.ended;
  // As if it had been killed when the broker had acknowledged, and before the answer was noted.
  const db = new Database(join(place.dataDir, 'server.db'));
  db.exec("UPDATE kept_answers SET status = NULL, body = NULL WHERE idempotency_key = 'round 8'");
  db.close();

  const { running, url } = await place.serve();
  const again = await post(url, batch, 'round 7');
  expect([again.status, again.headers.get('idempotency-replayed'), await again.text()]).toEqual([
    202,
    'true',
    text,
  ]);
  expect((await post(url, [kill('eve')], 'round 7')).status).toBe(409);
  const unknown = await post(url, batch, 'round 8');
  expect([unknown.status, unknown.headers.get('idempotency-replayed')]).toEqual([202, null]);
  expect((await post(url, kill('ann', { event_id: 'game-1' }))).status).toBe(202);
  await expect.poll(counts, { timeout: 20_000 }).toEqual({ accepted: 5, duplicate: 3, rejected: 0 });
  running.interrupt();
  await running.ended;
});

it('counts every event once of clients that try again until they have an answer, over kill -9', async () => {
  let { running, url } = await place.serve();
  const send = async (i: number): Promise<void> => {
    for (;;) {
      const answer = await post(url, kill(`player_${i}`), `request ${i}`).catch(() => undefined);
      if (answer?.status === 202) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const clients = Array.from({ length: 300 }, (_, i) => send(i));
  await Promise.race(clients);
  running.kill();
  await running.ended;
  ({ running, url } = await place.serve());
  await Promise.all(clients);
  await expect.poll(async () => (await counts()).accepted, { timeout: 20_000 }).toBe(300);
  expect((await counts()).rejected).toBe(0);
  running.interrupt();
  await running.ended;
});
