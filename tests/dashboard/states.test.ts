/** What the page says when something is not as it should be. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { Processor } from '../../processors/processor.js';
import type { Processing } from '../../server/observe/status.js';
import { appOf } from '../server/support/app.js';
import { readToken } from '../server/support/keys.js';
import { keysOf } from '../server/support/parts.js';
import { recordBatch } from '../support/record-batch.js';
import { open, soon } from './support/browser.js';
import { startBrowser } from './support/chromium.js';
import { world } from './support/world.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const banners = (page: Page) => page.locator('#banners').textContent();

it('tells a newcomer in every panel what to do, before there is a database and after', async () => {
  const nothing = appOf();
  onTestFinished(() => nothing.close());
  const urls = [await nothing.listen({ port: 0, host: '127.0.0.1' }), (await world({ events: 0 })).url];
  const opened = await Promise.all(urls.map(async (url) => ({ url, ...(await open(browser, url)) })));
  for (const { url, page, faults } of opened) {
    const advice = page.locator('.panel:not(#throughput) .empty:visible');
    await soon(() => advice.count()).toBe(8);
    for (const text of await advice.allInnerTexts()) {
      expect(text).toContain('npx game-flow generate');
      expect(text).toContain(`${url}/v1/events/`);
    }
    expect(faults).toEqual([]);
  }
});

it('says when the connection is lost, since when, and that it is back', async () => {
  const app = appOf();
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const { page } = await open(browser, url);
  await soon(() => page.locator('#connection').textContent()).toContain('live');
  await app.close();
  await soon(() => banners(page)).toMatch(/Connection lost\. .* UTC\. Trying again/);
  expect(await page.locator('#connection').textContent()).toContain('not connected');
  const again = appOf();
  onTestFinished(() => again.close());
  await again.listen({ port: Number(new URL(url).port), host: '127.0.0.1' });
  await soon(() => banners(page)).toBe('');
  expect(await page.locator('#connection').textContent()).toContain('live');
});

it('says when no data comes in, and when nobody processes', async () => {
  let processing: Processing = { where: 'here', note: '' };
  const here = await world({ events: 0, processing: () => processing });
  const processor = new Processor(here.store);
  const position = here.store.addPosition('combat-events', 1, 0);
  const kill = (timestamp: number) => {
    const value = JSON.stringify({ playerid: 'ann', timestamp, eventtype: 'kill' });
    processor.take(position, recordBatch('combat-events', 1, position.nextOffset, [{ value, timestamp }]));
    processor.commit();
  };
  kill(Date.now() - 61_000);
  const { page } = await open(browser, here.url);
  await soon(() => banners(page)).toMatch(/No data is coming in: the latest record is 1 min old/);
  kill(Date.now());
  await soon(() => banners(page)).toBe('');
  processing = { where: 'none', note: 'The database is of another version.' };
  await soon(() => banners(page)).toMatch(/processors are not running.*The database is of another version\./);
});

it('asks for a read token where one is needed, keeps it for the tab, and forgets it', async () => {
  const keys = keysOf(Date.now);
  const token = readToken(keys);
  const here = await world({ events: 300, access: { keys, areKeysRequired: true } });
  const { page } = await open(browser, here.url);
  const dialog = page.getByRole('dialog', { name: 'A read token, please' });
  await dialog.waitFor();
  const field = page.getByLabel('Token', { exact: true });
  expect(await field.getAttribute('type')).toBe('password');
  await field.fill('wrong');
  await field.press('Enter');
  await page.getByText('did not take that token').waitFor();
  await field.fill(token);
  await field.press('Enter');
  const levels = page.locator('#levels tbody tr');
  await levels.first().waitFor();
  await page.reload();
  await levels.first().waitFor();
  expect(await page.evaluate('JSON.stringify([localStorage, document.cookie])')).not.toContain(token);
  await page.getByRole('button', { name: 'Forget token' }).click();
  await dialog.waitFor();
});
