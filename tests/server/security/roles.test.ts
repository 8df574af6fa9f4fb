import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../../server/access/caller.js';
import { Problem } from '../../../server/problem.js';
import { appOf } from '../support/app.js';
import { gameKey, readToken } from '../support/keys.js';
import { accessOf, keysOf } from '../support/parts.js';
import { signed } from '../support/signing.js';

const keys = keysOf();
const game = gameKey(keys, { rate: 1_000_000 });
const tokens = {
  read: readToken(keys, { rate: 1_000_000 }),
  admin: readToken(keys, { role: 'admin', rate: 1_000_000 }),
};
const app = appOf({ access: accessOf({ keys, areKeysRequired: true }) });
// Whoever gets so far has been let in. It is the last to be asked before the route itself.
app.addHook('preValidation', async () => {
  throw new Problem(418, 'let_in', 'It would be answered.');
});
await app.ready();

/** Which keys a route lets in, by the role that it names. */
const LETS_IN: Readonly<Record<Role | 'public', readonly Role[]>> = {
  ingest: ['ingest'],
  read: ['read', 'admin'],
  admin: ['admin'],
  public: ROLES,
};

let asked = 0;

async function ask(role: Role | 'nobody', method: string, url: string): Promise<number> {
  const headers =
    role === 'nobody'
      ? {}
      : role === 'ingest'
        ? signed(game, { method, url })
        : { authorization: `Bearer ${tokens[role]}` };
  // From an address of its own each: too many refusals would be another answer.
  const remoteAddress = `10.0.${asked >> 8}.${asked++ & 255}`;
  return (await app.inject({ method: method as 'GET', url, headers, remoteAddress })).statusCode;
}

describe('every route lets in the roles it names, and no other', () => {
  it('and there are routes of each role', () => {
    expect(new Set(app.knownRoutes.map(({ role }) => role))).toEqual(new Set([...ROLES, 'public']));
  });

  it('and none that changes anything is public', () => {
    const changing = app.knownRoutes.filter(({ method }) => !['GET', 'HEAD'].includes(method));
    expect(changing.filter(({ role }) => role === 'public')).toEqual([]);
    expect(changing.length).toBeGreaterThan(3);
  });

  it.each(app.knownRoutes)('$method $url: $role', async ({ method, url, role: asks }) => {
    const path = url.replaceAll(/:\w+/g, 'x').replace('*', 'x');
    for (const role of ROLES)
      expect([role, await ask(role, method, path)]).toEqual([role, LETS_IN[asks].includes(role) ? 418 : 403]);
    expect(await ask('nobody', method, path)).toBe(asks === 'public' ? 418 : 401);
  });
});

it('a route that names no role keeps the server from starting', async () => {
  const forgetful = appOf();
  expect(() => forgetful.get('/v1/forgotten', async () => ({}))).toThrow(
    'GET /v1/forgotten does not say which role it asks for.',
  );
});
