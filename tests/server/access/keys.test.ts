import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KEY_TABLES, Keys } from '../../../server/access/keys.js';
import { openServerDatabase } from '../../../server/store/open.js';
import { keysOf, NOW } from '../support/parts.js';

const GAME = { game: 'Sky Forge', role: 'ingest', sandbox: false, rate: 5 } as const;

it('tells once what proves a key, and of a token keeps the hash alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-keys-'));
  const path = join(folder, 'server.db');
  const db = openServerDatabase(path, KEY_TABLES);
  const keys = new Keys(db, () => NOW);
  const made = keys.add({ ...GAME, role: 'read' });
  expect(made).toMatchObject({
    game: 'Sky Forge',
    role: 'read',
    created_at: '2024-11-12T10:00:00.000Z',
    revoked_at: null,
  });
  const { token, ...row } = made as typeof made & { token: string };
  expect(token).toMatch(new RegExp(`^${made.id}\\.[0-9a-f]{64}$`));
  expect(keys.list()).toEqual([row]);
  db.close();
  expect(readFileSync(path).includes(token.slice(-64))).toBe(false);
});

it('is for its owner alone, in all its files, whatever was there before', () => {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-keys-'));
  writeFileSync(join(folder, 'server.db'), '', { mode: 0o644 });
  const before = process.umask(0);
  try {
    new Keys(openServerDatabase(join(folder, 'server.db'), KEY_TABLES), () => NOW).add(GAME);
  } finally {
    process.umask(before);
  }
  const modes = ['server.db', 'server.db-wal', 'server.db-shm'].map(
    (name) => statSync(join(folder, name)).mode & 0o777,
  );
  expect(modes).toEqual([0o600, 0o600, 0o600]);
});

it('sees at once what another process adds and revokes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-keys-'));
  const [ours, theirs] = [0, 1].map(
    () => new Keys(openServerDatabase(join(folder, 'server.db'), KEY_TABLES), () => NOW),
  );
  expect(ours!.hasUsable()).toBe(false);
  const { id } = theirs!.add(GAME);
  expect([ours!.hasUsable(), ours!.find(id)?.isRevoked]).toEqual([true, false]);
  theirs!.revoke(id);
  expect([ours!.hasUsable(), ours!.find(id)?.isRevoked]).toEqual([false, true]);
});

it('forgets the secret of a key that is revoked, and when that was does not move', () => {
  let now = NOW;
  const keys = keysOf(() => now);
  const { id } = keys.add(GAME);
  now += 1000;
  expect(keys.revoke(id)).toMatchObject({ id, revoked_at: '2024-11-12T10:00:01.000Z' });
  now += 1000;
  expect(keys.revoke(id)).toMatchObject({ revoked_at: '2024-11-12T10:00:01.000Z' });
  expect(keys.find(id)).toMatchObject({ isRevoked: true, secret: null, tokenHash: null });
  expect(keys.revoke('key_0000000000000000')).toBeUndefined();
});
