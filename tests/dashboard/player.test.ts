import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlayerStory } from '../../server/dashboard/browser/player/story-rows.js';
import { keepPicture, open, SIZES, soon } from './support/browser.js';
import { startBrowser } from './support/chromium.js';
import { NOW, world } from './support/world.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

it('is found by how the id begins, by keyboard alone, with the whole story', async () => {
  const here = await world({ now: () => NOW });
  const { page, faults } = await open(browser, here.url, { at: NOW, viewport: SIZES.wall });
  await page.locator('#levels tbody tr').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('player_1');
  const options = page.locator('#players-found').getByRole('option');
  const found = await here.rows<{ player_id: string }>('players?prefix=player_1&limit=12');
  await soon(() => options.allTextContents()).toEqual(found.map(({ player_id }) => player_id));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const field = page.getByRole('combobox', { name: 'Find a player' });
  expect(await field.getAttribute('aria-activedescendant')).toBe('player-0');
  expect(await options.first().getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');

  const player = found[0]!.player_id;
  const dialog = page.getByRole('dialog', { name: player });
  await dialog.locator('tbody tr').first().waitFor();
  const story = (await (await fetch(`${here.url}/v1/players/${player}`)).json()) as PlayerStory;
  const firstCells = (title: string) =>
    dialog
      .locator('section', { has: page.getByRole('heading', { name: new RegExp(`^${title}`) }) })
      .locator('tbody tr > :first-child')
      .allTextContents();
  expect(await firstCells('Levels')).toEqual(story.visits.rows.map(({ level_id }) => level_id));
  expect(await firstCells('Sessions')).toEqual(story.sessions.rows.map(({ session_id }) => session_id));
  expect((await firstCells('Combat')).length).toBe(story.combat.windows.rows.length);
  const facts = await dialog.locator('.facts').innerText();
  expect(facts).toContain(`${story.combat.kill_count} kills, ${story.combat.death_count} deaths`);
  expect(facts).toContain(story.profile?.guild ?? 'none');
  await keepPicture(page, 'dashboard-player');
  await page.setViewportSize(SIZES.phone);
  const sections = dialog.locator('section:visible');
  expect(await sections.count()).toBeGreaterThan(2);
  expect(
    await sections.evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight).length),
  ).toBe(0);

  expect(await here.post('combat-events', { playerid: player, timestamp: NOW, eventtype: 'kill' })).toBe(202);
  await soon(() => dialog.locator('.facts').innerText()).toContain(`${story.combat.kill_count + 1} kills`);
  await page.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(false);
  expect(faults).toEqual([]);
});

it('whose name is hostile, or whom nobody knows, is text', async () => {
  const here = await world({ events: 100 });
  const name = '<b onclick=alert(1)>/../%2e?#&';
  here.take('combat-events', [{ playerid: name, timestamp: NOW, eventtype: 'kill' }]);
  const { page, faults } = await open(browser, here.url);
  await page.fill('#player-search', '<b');
  const option = page.getByRole('option', { name });
  await option.click();
  const dialog = page.getByRole('dialog', { name });
  await soon(() => dialog.innerText()).toContain('1 kill, 0 deaths');
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect(faults).toEqual([]);
  await page.fill('#player-search', 'nobody at all');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing is known of this player.').waitFor();
});
