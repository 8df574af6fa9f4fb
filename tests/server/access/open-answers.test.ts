import { afterAll, expect, it } from 'vitest';
import { appOf } from '../support/app.js';
import { readToken } from '../support/keys.js';
import { accessOf, keysOf } from '../support/parts.js';
import { listening } from '../support/raw.js';

const keys = keysOf();
const app = appOf({ access: accessOf({ keys, areKeysRequired: true }) });
afterAll(() => app.close());

it('an answer that goes on ends when its key is revoked, and no other', async () => {
  const port = await listening(app);
  const open = async () => {
    const token = readToken(keys);
    const { status, body } = await fetch(`http://127.0.0.1:${port}/v1/changes?watch=status`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status).toBe(200);
    return { id: token.slice(0, 20), reader: body!.getReader() };
  };
  const [one, other] = [await open(), await open()];
  const isCutOff = (async () => {
    while (!(await one.reader.read()).done);
  })().catch(() => undefined);
  keys.revoke(one.id);
  await isCutOff;
  expect((await other.reader.read()).done).toBe(false);
  await other.reader.cancel();
});
