/** What a server is made of in tests, where a test does not say otherwise. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessParts } from '../../../server/access/authenticate.js';
import { KEY_TABLES, Keys } from '../../../server/access/keys.js';
import { openServerDatabase } from '../../../server/store/open.js';

/** 2024-11-12T10:00:00Z */
export const NOW = 1731405600000;

/** Keys in a database of their own. */
export function keysOf(now: () => number = () => NOW): Keys {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-keys-'));
  return new Keys(openServerDatabase(join(folder, 'server.db'), KEY_TABLES), now);
}

/** As on loopback: there are no keys, and none is required; unless told otherwise. */
export function accessOf(parts: Partial<AccessParts> = {}): AccessParts {
  return { keys: keysOf(parts.now), areKeysRequired: false, now: () => NOW, ...parts };
}
