import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { pushDownNow } from '../../../processors/run/push-down.js';
import { followKey } from '../../../processors/store/latest/followed-keys.js';
import { temporaryStore } from '../../support/database.js';

test('nothing is pushed down while a key is followed, or when it is off', () => {
  const followed = temporaryStore();
  followKey(dirname(followed.path), 'ann', Date.now() + 60_000);
  expect(pushDownNow(true, followed)()).toBe(false);
  const calm = temporaryStore();
  followKey(dirname(calm.path), 'ann', Date.now() - 1);
  expect(pushDownNow(true, calm)()).toBe(true);
  expect(pushDownNow(false, calm)()).toBe(false);
});
