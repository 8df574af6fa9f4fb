import { afterEach, beforeEach, expect, it } from 'vitest';
import { Workplace } from '../support/command-line.js';

let place: Workplace;
beforeEach(async () => {
  place = new Workplace();
  await place.startBroker();
});
afterEach(() => place.end());

const KILL = { playerid: 'ann', timestamp: 1731402000000, eventtype: 'kill', event_id: 'game-1' };

const post = (url: string, event: object, type = 'application/json') =>
  fetch(`${url}/v1/events/combat-events`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(event),
  });

async function kills(url: string): Promise<number | undefined> {
  const { rows } = (await (await fetch(`${url}/v1/stats/combat?player=ann`)).json()) as {
    rows?: { kill_count: number }[];
  };
  return rows?.[0]?.kill_count;
}

it('takes events, counts each once, and answers with the figures until Ctrl-C', async () => {
  const { running, url } = await place.serve();
  expect((await post(url, KILL)).status).toBe(202);
  expect((await post(url, KILL)).status).toBe(202);
  expect((await post(url, { ...KILL, eventtype: 'win' })).status).toBe(422);
  await expect.poll(() => kills(url), { timeout: 15_000 }).toBe(1);
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 15_000 }).toBe(200);
  const topics = await place.stats<{ accepted: number; duplicate: number }>('topics');
  expect(topics.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
  running.interrupt();
  const { code, stderr } = await running.ended;
  expect(stderr).not.toMatch(/Warning|\n\s+at /);
  // Nobody sits at a terminal, so all of it is the log.
  const logged = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(logged).toContainEqual(expect.objectContaining({ route: '/v1/events/:topic', status: 422 }));
  expect(code).toBe(130);
});

it('answers 503 while the broker is away, and goes on when it is back', async () => {
  const { running, url } = await place.serve();
  const { pid, scPort, spuPort } = await place.broker();
  expect((await post(url, KILL)).status).toBe(202);
  // Processors that only begin would start the broker again.
  await expect.poll(() => kills(url), { timeout: 30_000 }).toBe(1);
  process.kill(pid, 'SIGKILL');
  const away = await post(url, { ...KILL, event_id: 'game-2' });
  expect(away.status).toBe(503);
  expect(away.headers.get('retry-after')).toBe('5');
  const checks = async () => ((await (await fetch(`${url}/readyz`)).json()) as { checks: object }).checks;
  await expect.poll(checks, { timeout: 15_000 }).toMatchObject({ broker: 'failed' });
  await place.startBroker({ scPort, spuPort });
  await expect
    .poll(async () => (await post(url, { ...KILL, event_id: 'game-2' })).status, { timeout: 30_000 })
    .toBe(202);
  await expect.poll(() => kills(url), { timeout: 30_000 }).toBe(2);
  await expect.poll(checks, { timeout: 30_000 }).toMatchObject({ broker: 'ok', lag: 'ok' });
  running.interrupt();
  expect((await running.ended).code).toBe(130);
});

it('says when its port is taken, and leaves nothing running', async () => {
  const { running, url } = await place.serve();
  const port = new URL(url).port;
  const { code, stderr } = await place.run(['serve', '--port', port]);
  expect(stderr).toContain(`Port ${port} of 127.0.0.1 is taken. Name another with --port.`);
  expect(code).toBe(1);
  running.interrupt();
  await running.ended;
});
