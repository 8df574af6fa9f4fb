/** Whoever uses a keyboard or a screen reader, a phone or a wall. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPicture, open, SIZES } from './support/browser.js';
import { startBrowser } from './support/chromium.js';
import { NOW, world } from './support/world.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** Serious and critical findings, as `RULE: ELEMENT`. @param rules all, where none is named */
function findings(page: Page, ...rules: string[]): Promise<string[]> {
  const options = JSON.stringify(rules.length === 0 ? {} : { runOnly: rules });
  return page.evaluate(`axe.run(${options}).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => id + ': ' + target + ' ' + (any[0]?.message ?? ''))))`);
}

const isSidewaysStill = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

/** Whether the keyboard is there. */
const isFocused = async (one: Locator) => (await one.and(one.page().locator(':focus')).count()) === 1;

describe.each([
  ['/', '#events tbody tr', 'dashboard'],
  ['/lineage', '#list li', 'lineage'],
])('the page at %s', (path, part, name) => {
  it('has nothing that axe finds serious, light or dark, fits every screen, and leaves pictures', async () => {
    const here = await world({ now: () => NOW });
    const { page, faults } = await open(browser, here.url + path, { at: NOW });
    await page.locator(part).first().waitFor({ state: 'attached' });
    await page.evaluate(AXE);
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      expect(await isSidewaysStill(page)).toBe(true);
      await keepPicture(page, `${name}-${size}-light`);
      if (size !== 'laptop') expect(await findings(page), size).toEqual([]);
    }
    // Another theme is other colours, and nothing else.
    await page.setViewportSize(SIZES.wall);
    await page.emulateMedia({ colorScheme: 'dark' });
    await keepPicture(page, `${name}-wall-dark`);
    expect(await findings(page, 'color-contrast')).toEqual([]);
    expect(faults).toEqual([]);
  });
});

it('shows everything at once on a wall', async () => {
  const here = await world({ events: 300 });
  const { page } = await open(browser, here.url, { viewport: SIZES.wall });
  expect(await page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
});

it('is worked by keyboard: skip, choose a level, turn the theme', async () => {
  const here = await world();
  const { page } = await open(browser, here.url);
  await page.locator('#levels tbody tr').nth(1).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the figures');
  await page.keyboard.press('Enter');
  const level = page.locator('#levels tbody button').nth(1);
  for (let i = 0; i < 40 && !(await isFocused(level)); i++) await page.keyboard.press('Tab');
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  await page.keyboard.press('Enter');
  expect(await level.getAttribute('aria-pressed')).toBe('true');
  const name = await level.textContent();
  await page.getByRole('heading', { name: `Maps of ${name}` }).waitFor();
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const light = await ground();
  await page.locator('#theme').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect(await page.locator('#theme').textContent()).toBe('Theme: dark');
  expect(await ground()).not.toBe(light);
});

it('lights the way of what is chosen in the lineage, and says what it is made of', async () => {
  const here = await world({ events: 300 });
  const { page } = await open(browser, `${here.url}/lineage`, { viewport: SIZES.wall });
  const box = page.getByRole('button', { name: 'server-metrics, topic' });
  await box.focus();
  await page.keyboard.press('Enter');
  const details = page.getByRole('region', { name: 'server-metrics' });
  expect(await details.textContent()).toContain('schemas/server-metrics.schema.json');
  const isFaded = async (name: string) =>
    (await page.getByRole('button', { name, exact: true }).getAttribute('class'))!.includes('faded');
  expect([await isFaded('servers, view'), await isFaded('visits, table')]).toEqual([false, true]);
  await page.keyboard.press('Escape');
  expect([await details.isVisible(), await isFaded('visits, table')]).toEqual([false, false]);
});

it('has words for its charts', async () => {
  const here = await world({ now: () => NOW });
  const { page } = await open(browser, here.url, { at: NOW });
  const chart = page.getByRole('img', {
    name: /^Active players, .* UTC: latest \d+, lowest \d+, highest \d+\.$/,
  });
  await chart.waitFor();
  await page.locator('#engagement summary').click();
  expect(await page.locator('#engagement table tbody tr').count()).toBeGreaterThan(3);
});
