/** Pages in a real browser that notice what is wrong with them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** Where screenshots are kept: not under version control. */
const OUTPUT = fileURLToPath(new URL('../../output/', import.meta.url));

export const SIZES = {
  wall: { width: 1920, height: 1080 },
  laptop: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
} as const;

export interface Watched {
  readonly page: Page;
  /** Errors in the console, violations of the policy, requests to other origins: none is right. */
  readonly faults: string[];
}

/**
 * Opens an address in a context of its own, which goes with the test.
 * @param at where the page's clock stands; without, it goes as always
 */
export async function open(
  browser: Browser,
  url: string,
  { at, ...options }: BrowserContextOptions & { readonly at?: number } = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: SIZES.laptop, colorScheme: 'light', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('dialog', (dialog) => faults.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) faults.push(`asked ${request.url()}`);
  });
  if (at !== undefined) await page.clock.setFixedTime(at);
  await page.goto(url);
  return { page, faults };
}

/** What a page comes to show: it asks the server once, and is told once a second. */
export function soon<T>(look: () => Promise<T>) {
  return expect.poll(look, { timeout: 15_000 });
}

/** Keeps a picture of the page for whoever wants to look. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: true });
}

/** Texts of the cells of a panel's first table, row by row. */
export function cellsOf(page: Page, panel: string, table = 0): Promise<string[][]> {
  return page
    .locator(`#${panel} table`)
    .nth(table)
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())),
    );
}
