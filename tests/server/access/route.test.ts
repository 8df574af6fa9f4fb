import { expect, it } from 'vitest';
import type { KeyRow, MadeKey } from '../../../server/access/keys.js';
import { appOf } from '../support/app.js';
import { readToken } from '../support/keys.js';
import { accessOf, keysOf } from '../support/parts.js';
import { signed } from '../support/signing.js';

const keys = keysOf();
const app = appOf({ access: accessOf({ keys, areKeysRequired: true }) });
const authorization = `Bearer ${readToken(keys, { role: 'admin' })}`;

const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object | string) =>
  app.inject({
    method,
    url,
    headers: { authorization, ...(payload !== undefined && { 'content-type': 'application/json' }) },
    ...(payload !== undefined && { payload }),
  });

it('a key is made, listed without what proves it, of use, and revoked', async () => {
  const made = await ask('POST', '/v1/keys', { game: 'Sky Forge', role: 'ingest', sandbox: true });
  expect(made.statusCode).toBe(201);
  const { secret, ...row } = made.json() as MadeKey & { secret: string };
  expect(row).toMatchObject({
    game: 'Sky Forge',
    role: 'ingest',
    sandbox: true,
    rate: 100,
    revoked_at: null,
  });
  const listed = (await ask('GET', '/v1/keys')).json() as { rows: KeyRow[] };
  expect(listed.rows).toContainEqual(row);

  const url = '/v1/events/combat-events';
  const send = () => app.inject({ method: 'POST', url, headers: signed({ id: row.id, secret }, { url }) });
  expect((await send()).json()).toMatchObject({ error: { code: 'empty' } });
  const revoked = await ask('DELETE', `/v1/keys/${row.id}`);
  expect([revoked.statusCode, revoked.json()]).toEqual([
    200,
    { ...row, revoked_at: '2024-11-12T10:00:00.000Z' },
  ]);
  expect((await send()).json()).toMatchObject({ error: { code: 'revoked_key' } });
});

it.each([
  ['no game', { role: 'read' }, 'invalid_body'],
  ['another role', { game: 'a', role: 'root' }, 'invalid_body'],
  ['a name that a terminal obeys', { game: 'a\u001b[2J', role: 'read' }, 'invalid_body'],
  ['a rate that is none', { game: 'a', role: 'read', rate: 0 }, 'invalid_body'],
  ['a rate that is a text', { game: 'a', role: 'read', rate: '5' }, 'invalid_body'],
  ['an id of its own', { game: 'a', role: 'read', id: 'key_0000000000000000' }, 'invalid_body'],
  ['a secret of its own', { game: 'a', role: 'ingest', secret: 'x' }, 'invalid_body'],
  ['a sandbox that reads', { game: 'a', role: 'read', sandbox: true }, 'invalid_body'],
  ['a list', [], 'invalid_body'],
  ['no JSON', '{', 'invalid_json'],
])('a key with %s is not made', async (_, payload, code) => {
  const before = keys.list().length;
  const { statusCode, body } = await ask('POST', '/v1/keys', payload);
  expect([statusCode, JSON.parse(body)]).toMatchObject([400, { error: { code } }]);
  expect(keys.list()).toHaveLength(before);
});

it('a key that is not there is not revoked', async () => {
  const { statusCode, body } = await ask('DELETE', '/v1/keys/key_0000000000000000');
  expect([statusCode, JSON.parse(body)]).toMatchObject([404, { error: { code: 'unknown_key' } }]);
  expect((await ask('DELETE', '/v1/keys/all')).statusCode).toBe(400);
});
