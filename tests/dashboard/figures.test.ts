/** What the page shows is what the API says. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AudienceRow,
  EventRow,
  FraudRow,
  ItemRow,
  LeaderRow,
  LevelRow,
  MapRow,
  ServerRow,
} from '../../server/dashboard/browser/rows.js';
import { cellsOf, open, soon } from './support/browser.js';
import { startBrowser } from './support/chromium.js';
import { NOW, type World, world } from './support/world.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const count = (n: number) => n.toLocaleString('en-GB');
const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
const decimals = (n: number, most: number) => n.toLocaleString('en-GB', { maximumFractionDigits: most });

/** Opens the page at the time at which the simulated events end. */
async function opened(
  parts: Parameters<typeof world>[0] = {},
): Promise<{ page: Page; faults: string[]; here: World }> {
  const here = await world({ now: () => NOW, ...parts });
  const { page, faults } = await open(browser, here.url, { at: NOW });
  await page.locator('#levels tbody tr').first().waitFor();
  return { page, faults, here };
}

it('the figures of every panel are those of the API', async () => {
  const { page, here } = await opened();
  await headlineIsThatOf(here, page);
  await levelsAreThoseOf(here, page);
  await itemsAreThoseOf(here, page);
  await audienceIsThatOf(here, page);
  await fraudIsThatOf(here, page);
  await serversAreThoseOf(here, page);
  await leadersAreThoseOf(here, page);
  await eventsAreThoseOf(here, page);
});

/** And the maps of the chosen one. */
async function levelsAreThoseOf(here: World, page: Page): Promise<void> {
  const levels = await here.rows<LevelRow>('stats/levels');
  expect((await cellsOf(page, 'levels')).map((cells) => cells.slice(0, 6))).toEqual(
    levels.map((row) => [
      row.level_id,
      count(row.players),
      percent(row.stall_rate),
      count(row.stalled),
      count(row.disengaged),
      percent(row.completion_rate),
    ]),
  );
  const chosen = levels[2]!.level_id;
  await page.getByRole('button', { name: chosen, exact: true }).click();
  await page.getByRole('heading', { name: `Maps of ${chosen}` }).waitFor();
  const maps = await here.rows<MapRow>(`stats/maps?level=${chosen}`);
  await soon(async () => (await cellsOf(page, 'levels', 1)).sort()).toEqual(
    maps
      .map((row) => [row.map_id, count(row.stalled_here), count(row.disengaged_here), count(row.players)])
      .sort(),
  );
}

/** In each currency. */
async function itemsAreThoseOf(here: World, page: Page): Promise<void> {
  const items = await here.rows<ItemRow>('stats/items?limit=25');
  for (const currency of await page.locator('#currency option').allTextContents()) {
    await page.selectOption('#currency', currency);
    expect(await cellsOf(page, 'items')).toEqual(
      items.map(({ item_id, purchases, buyers, revenue }) => [
        item_id,
        count(purchases),
        count(buyers),
        revenue[currency] === undefined
          ? '–'
          : Number(revenue[currency]).toLocaleString('en-GB', {
              minimumFractionDigits: 2,
              maximumFractionDigits: 2,
            }),
      ]),
    );
  }
}

async function audienceIsThatOf(here: World, page: Page): Promise<void> {
  const [day] = await here.rows<AudienceRow>('stats/audience?from=2024-11-12&to=2024-11-12');
  const audience = new Map((await cellsOf(page, 'audience')).map(([title, now]) => [title, now]));
  expect([...audience].slice(0, 3)).toEqual([
    ['Active players', count(day!.active_players)],
    ['New players', count(day!.new_players)],
    ['Sessions', count(day!.sessions)],
  ]);
  expect([audience.get('Payers'), audience.get('Paying share')]).toEqual([
    count(day!.payers),
    percent(day!.paying_share),
  ]);
}

async function fraudIsThatOf(here: World, page: Page): Promise<void> {
  const fraud = await here.rows<FraudRow>('stats/fraud?reverse=1&limit=50');
  expect(fraud.length).toBeGreaterThan(0);
  expect((await cellsOf(page, 'fraud')).map(([at]) => at)).toEqual(
    fraud.map(({ rule, window_start }) =>
      rule === 'price_mismatch' ? '12 Nov' : window_start.slice(11, 16),
    ),
  );
}

async function serversAreThoseOf(here: World, page: Page): Promise<void> {
  const servers = await here.rows<ServerRow>('stats/servers');
  expect(
    (await cellsOf(page, 'servers')).map(([id, , ...metrics]) => [id, ...metrics.slice(0, 3)]).sort(),
  ).toEqual(
    servers.map((row) => [
      row.server_id,
      ...[row.cpu_load, row.memory_usage, row.latency].map(({ last }) => decimals(last, 1)),
    ]),
  );
}

async function leadersAreThoseOf(here: World, page: Page): Promise<void> {
  const leaders = await here.rows<LeaderRow>('combat/leaders?limit=25');
  expect(await cellsOf(page, 'combat')).toEqual(
    leaders.map(({ player_id, kills, deaths, kill_ratio }) => [
      player_id,
      count(kills),
      count(deaths),
      kill_ratio === null ? '–' : kill_ratio.toFixed(2),
    ]),
  );
}

async function eventsAreThoseOf(here: World, page: Page): Promise<void> {
  const events = await here.rows<EventRow>('events/latest?limit=30');
  expect(
    (await cellsOf(page, 'events')).map(([, verdict, topic, key]) => [verdict!.slice(2), topic, key]),
  ).toEqual(events.map(({ verdict, topic, key }) => [verdict, topic, key ?? '–']));
}

/** The status, and today's audience. */
async function headlineIsThatOf(here: World, page: Page): Promise<void> {
  const status = (await (await fetch(`${here.url}/v1/status`)).json()) as {
    accepted: number;
    rejected: number;
    received: number;
    open_alerts: number;
  };
  const value = (name: string) => page.locator(`#headline-${name} .value`).textContent();
  await soon(() => value('accepted')).toBe(count(status.accepted));
  expect(await value('rejected')).toBe(`${((status.rejected / status.received) * 100).toFixed(2)} %`);
  expect(await value('alerts')).toBe(count(status.open_alerts));
  const [today] = await here.rows<AudienceRow>('stats/audience?from=2024-11-12&to=2024-11-12');
  expect(await value('active')).toBe(count(today!.active_players));
}

describe('what comes in', () => {
  const HOSTILE = [
    `<img src=x onerror=alert(1)>`,
    `"><script>alert(1)</script>`,
    `\u202egnp.exe`,
    'x'.repeat(128),
  ];

  it('is shown without reload, and figures follow', async () => {
    const { page, faults, here } = await opened();
    const accepted = () => page.locator('#headline-accepted .value').textContent();
    const before = Number((await accepted())!.replaceAll(',', ''));
    const at = new Date(NOW).toISOString();
    const sale = {
      player_id: 'ann',
      item_id: 'a_new_item',
      price: 4.99,
      currency: 'EUR',
      ip_address: '192.0.2.1',
    };
    expect(await here.post('purchase-events', { ...sale, purchase_timestamp: at })).toBe(202);
    await soon(accepted).toBe(count(before + 1));
    await soon(async () => (await cellsOf(page, 'items')).flat()).toContain('a_new_item');
    const events = () => cellsOf(page, 'events');
    const key = page.locator('#events-filter [name=key]');
    await key.fill('ann');
    await key.press('Enter');
    await soon(async () => (await events()).map((cells) => cells.slice(1))).toEqual([
      ['✓ accepted', 'purchase-events', 'ann', expect.stringContaining('a_new_item')],
    ]);
    expect(await here.post('combat-events', { playerid: 'ann', timestamp: NOW, eventtype: 'win' })).toBe(422);
    await soon(async () => (await events()).map((cells) => cells.slice(1))).toEqual([
      ['✓ accepted', 'purchase-events', 'ann', expect.stringContaining('a_new_item')],
      ['✕ rejected', 'combat-events', 'ann', expect.stringContaining('not_allowed_value at /eventtype')],
    ]);
    await page.selectOption('#events-filter [name=verdict]', 'rejected');
    await soon(async () => (await events()).map(([, verdict]) => verdict)).toEqual(['✕ rejected']);
    await page.selectOption('#events-filter [name=topic]', 'game-actions');
    await soon(() => page.locator('#events .note').textContent()).toContain('none');
    expect(faults).toEqual([]);
  });

  it('is text, whatever a player calls themselves', async () => {
    const { page, faults, here } = await opened({ events: 300 });
    here.take(
      'combat-events',
      HOSTILE.flatMap((playerid) => [
        ...new Array(50).fill({ playerid, timestamp: NOW, eventtype: 'kill' }),
        { playerid, timestamp: NOW, eventtype: 'death' },
      ]),
    );
    const shown = HOSTILE.map((name) => name.replace('\u202e', '\ufffd'));
    const leaders = async () => (await cellsOf(page, 'combat')).map(([name]) => name);
    await soon(leaders).toEqual(expect.arrayContaining(shown));
    expect(await page.locator('img, #main script').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(faults).toEqual([]);
  });
});
