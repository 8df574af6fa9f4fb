import { afterEach, beforeEach, expect, it } from 'vitest';
import type { KeyRow } from '../../server/access/keys.js';
import { type Signing, signed } from '../server/support/signing.js';
import { Workplace } from '../support/command-line.js';

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.end());

const EVENTS = '/v1/events/combat-events';
const KILL = '{"playerid":"ann","timestamp":1731402000000,"eventtype":"kill","event_id":"game-1"}';

async function gameKey(): Promise<Signing> {
  const { stdout } = await place.succeed([
    'keys',
    'add',
    '--game',
    'Sky Forge',
    '--role',
    'ingest',
    '--json',
  ]);
  return JSON.parse(stdout) as Signing;
}

it('listens for others only when there is a key, and lets in no one without', async () => {
  const refused = await place.run(['serve', '--host', '0.0.0.0', '--port', '0']);
  expect(refused.stderr).toContain('there is no key. Make one with `game-flow keys add --game NAME');
  expect(refused.code).toBe(2);

  await place.startBroker();
  const game = await gameKey();
  const { running, url } = await place.serve('--host', '0.0.0.0');
  const { port } = new URL(url);
  const post = async (headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${EVENTS}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: KILL,
    });
    return answer.status;
  };
  const now = () => signed(game, { url: EVENTS, body: KILL, timestamp: Math.floor(Date.now() / 1000) });
  expect(await post()).toBe(401);
  expect(await post(now())).toBe(202);
  // Of a key that is revoked elsewhere, the server that runs knows.
  await place.succeed(['keys', 'revoke', game.id]);
  expect(await post(now())).toBe(401);
  running.interrupt();
  expect((await running.ended).code).toBe(130);
});

it('makes keys, shows what proves them once, lists and revokes them', async () => {
  const { id, secret } = await gameKey();
  const { stdout: token } = await place.succeed([
    'keys',
    'add',
    '--game',
    'studio',
    '--role',
    'read',
    '--rate',
    '7',
  ]);
  expect(token).toMatch(/^token key_[0-9a-f]{16}\.[0-9a-f]{64}\n$/);
  const revoked = await place.succeed(['keys', 'revoke', id]);
  expect(revoked.stderr).toBe(`Revoked ${id} of Sky Forge (ingest).\n`);
  const { stdout } = await place.succeed(['keys', 'list', '--json']);
  expect(JSON.parse(stdout) as KeyRow[]).toMatchObject([
    { id, game: 'Sky Forge', role: 'ingest', rate: 100, revoked_at: expect.stringMatching(/Z$/) },
    { game: 'studio', role: 'read', rate: 7, revoked_at: null },
  ]);
  const table = (await place.succeed(['keys', 'list'])).stdout;
  expect(table).toContain('Sky Forge');
  expect(stdout + table).not.toContain(secret);
  const unknown = await place.run(['keys', 'revoke', 'key_0']);
  expect([unknown.code, unknown.stderr]).toEqual([
    1,
    'game-flow: There is no key key_0. See `game-flow keys list`.\n',
  ]);
  const misused = await place.run(['keys', 'add', '--game', 'a', '--role', 'read', '--sandbox']);
  expect([misused.code, misused.stderr]).toEqual([
    2,
    'game-flow: --sandbox is for keys of the role ingest: the others send nothing.\n',
  ]);
});

it.each([
  ['--host', 'localhost'],
  ['--host', '127.0.0.1:80'],
  ['--trust-proxy', '0.0.0.0/0'],
])('serve %s %s is a wrong use', async (option, value) => {
  const { code, stderr } = await place.run(['serve', option, value]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('expected an IP address')]);
});
