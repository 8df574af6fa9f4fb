import { expect, it, onTestFinished } from 'vitest';
import { keepPicture, open, soon } from '../../dashboard/support/browser.js';
import { startBrowser } from '../../dashboard/support/chromium.js';
import { appOf } from '../support/app.js';
import { operationsOf } from './operations.js';

it('the page of the API shows every operation, and breaks no rule of the browser', async () => {
  const app = appOf();
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await startBrowser();
  onTestFinished(async () => {
    await browser.close();
    await app.close();
  });
  const { page, faults } = await open(browser, `${url}/docs`);
  const operations = operationsOf((await app.inject({ url: '/openapi.json' })).json());
  await soon(() => page.locator('.opblock').count()).toBe(operations.length);
  await page.getByText('/v1/stats/levels', { exact: true }).click();
  await page.getByText('With from or to only the visits count').waitFor();
  expect(faults).toEqual([]);
  await keepPicture(page, 'api-docs');
});
