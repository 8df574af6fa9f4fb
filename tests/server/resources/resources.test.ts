import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { recordGap } from '../../../processors/store/gaps.js';
import { STATS, WHATS } from '../../../processors/store/stats/index.js';
import { object } from '../../../server/openapi/shapes.js';
import { keyOf, type Row } from '../../../server/resources/resource.js';
import { appOf, RESOURCES, resourcesFor } from '../support/app.js';
import { simulated } from '../support/simulated.js';

const ajv = new Ajv2020({ strictTypes: false });

interface Page {
  readonly rows: Row[];
  readonly keys?: string[];
  readonly next: string | null;
  readonly version: string;
  readonly full?: boolean;
}

function serverOf(events: number) {
  const { read, more, store } = simulated(events);
  const app = appOf({ resources: resourcesFor(read) });
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const { statusCode, body, headers: answered } = await app.inject({ url: `/v1/${path}`, headers });
    return {
      status: statusCode,
      page: (body === '' ? undefined : JSON.parse(body)) as Page,
      headers: answered,
    };
  };
  return { app, get, more, store };
}

describe('every resource', () => {
  it('has rows as its columns say, told apart by their keys', async () => {
    const { get } = serverOf(8000);
    for (const resource of RESOURCES) {
      const isRow = ajv.compile(object(resource.columns));
      const { status, page } = await get(`${resource.path}?limit=1000`);
      expect(status, resource.path).toBe(200);
      const columns = Object.keys(resource.columns).join();
      const wrong = [resource.example, ...page.rows].filter(
        (row) => !isRow(row) || Object.keys(row).join() !== columns,
      );
      expect(wrong, resource.path).toEqual([]);
      expect(page.rows.length > 0 || resource.path === 'gaps', resource.path).toBe(true);
      expect(new Set(page.rows.map((row) => keyOf(resource, row))).size).toBe(page.rows.length);
    }
  });

  it('answers 503 while nothing has been processed', async () => {
    const app = appOf();
    for (const { path } of RESOURCES) {
      const { statusCode, headers, json } = await app.inject({ url: `/v1/${path}` });
      expect([statusCode, json().error.code, headers['retry-after']], path).toEqual([503, 'not_ready', '1']);
    }
  });
});

it('figures are those of `stats --json`', async () => {
  const { get, store } = serverOf(3000);
  for (const what of WHATS) {
    const { page } = await get(`stats/${what}?limit=1000`);
    const rows: readonly object[] = STATS[what](store.db);
    expect(page.rows, what).toEqual(JSON.parse(JSON.stringify(rows.slice(0, 1000))));
  }
});

it('gaps are paged by their place, which a gap that is gone keeps', async () => {
  const { get, store } = serverOf(0);
  const found = [0, 1, 2].flatMap((partition) =>
    [5, 40].map((from) => ({
      topic: 'combat-events',
      partition,
      log: 0,
      from,
      to: from + 3,
      reason: 'hole' as const,
    })),
  );
  for (const gap of found) recordGap(store.db, gap);
  for (const reverse of [0, 1]) {
    const rows = reverse === 1 ? found.toReversed() : found;
    const { page } = await get(`gaps?limit=2&reverse=${reverse}`);
    expect(page.rows).toMatchObject(rows.slice(0, 2));
    const { page: rest } = await get(`gaps?reverse=${reverse}&after=${page.next}`);
    expect([rest.rows, rest.next]).toMatchObject([rows.slice(2), null]);
  }
  const { page } = await get('gaps?limit=2');
  store.db.prepare('DELETE FROM gaps WHERE partition = 0').run();
  expect((await get(`gaps?after=${page.next}`)).page.rows).toMatchObject(found.slice(2));
  expect((await get('gaps?after=x')).status).toBe(400);
});

it('pages lead from the first row to the last, from either end', async () => {
  const { get, store } = serverOf(2000);
  for (const what of WHATS) {
    const rows = JSON.parse(JSON.stringify(STATS[what](store.db))) as Row[];
    for (const reverse of [false, true]) {
      const limit = Math.max(1, Math.min(1000, Math.ceil(rows.length / 3)));
      const found: Row[] = [];
      let next: string | null | undefined;
      while (next !== null) {
        const after = next === undefined ? '' : `&after=${next}`;
        const { page } = await get(`stats/${what}?limit=${limit}&reverse=${reverse ? 1 : 0}${after}`);
        found.push(...page.rows);
        next = page.next;
      }
      expect(found, what).toEqual(reverse ? rows.toReversed() : rows);
    }
  }
});

describe('a page', () => {
  it('is not sent again to whoever has it', async () => {
    const { get, app, more } = serverOf(2000);
    const { page, headers } = await get('stats/topics');
    const etag = headers.etag as string;
    expect(etag).toBe(`"${page.version}"`);
    const again = await get('stats/topics', { 'if-none-match': `"other", W/${etag}` });
    expect([again.status, again.page, again.headers.etag]).toEqual([304, undefined, etag]);
    const head = await app.inject({ method: 'HEAD', url: '/v1/stats/topics' });
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', etag]);
    more(100);
    expect((await get('stats/topics', { 'if-none-match': etag })).status).toBe(200);
  });

  it('since a version is what has changed, and the keys of all rows in order', async () => {
    const { get, more } = serverOf(2000);
    const first = (await get('stats/levels?limit=10')).page;
    more(500);
    const { page } = await get(`stats/levels?limit=10&since=${first.version}`);
    const now = (await get('stats/levels?limit=10')).page;
    expect(page.full).toBe(false);
    expect(page.keys).toEqual(now.rows.map(({ level_id }) => level_id));
    const before = new Set(first.rows.map((row) => JSON.stringify(row)));
    expect(page.rows).toEqual(now.rows.filter((row) => !before.has(JSON.stringify(row))));
    expect(page.rows.length).toBeGreaterThan(0);
    expect((await get(`stats/levels?limit=10&since=${page.version}`)).page.rows).toEqual([]);
    const unknown = (await get('stats/levels?limit=10&since=nope')).page;
    expect([unknown.full, unknown.rows]).toEqual([true, now.rows]);
  });

  it('is refused by what is at fault', async () => {
    const { get } = serverOf(0);
    const refused = [
      ['stats/nope', 404, 'not_found'],
      ['stats', 404, 'not_found'],
      ['stats/items?player=ann', 400, 'invalid_query'],
      ['stats/items?item=a&item=b', 400, 'invalid_query'],
      ['stats/items?limit=0', 400, 'invalid_query'],
      ['stats/items?limit=1001', 400, 'invalid_query'],
      ['stats/items?limit=', 400, 'invalid_query'],
      ['stats/combat?from=2024-02-30T10:00:00Z', 400, 'invalid_query'],
      ['stats/combat?from=yesterday', 400, 'invalid_query'],
      ['stats/audience?from=2024-11-12T10:00:00Z', 400, 'invalid_query'],
      ['stats/audience?from=2024-11-13&to=2024-11-12', 400, 'invalid_query'],
      ['stats/alerts?open=yes', 400, 'invalid_query'],
      ['stats/items?after=nope', 400, 'invalid_query'],
      ['stats/levels?__proto__=1', 400, 'invalid_query'],
      ['stats/levels?constructor=1', 400, 'invalid_query'],
    ] as const;
    for (const [path, status, code] of refused)
      expect(await get(path), path).toMatchObject({ status, page: { error: { code } } });
  });

  it('names the parameter at fault', async () => {
    const { get } = serverOf(0);
    const message = async (path: string) =>
      ((await get(path)).page as unknown as { error: { message: string } }).error.message;
    expect(await message('stats/maps?item=a')).toBe(
      'There is no parameter item; there is level, limit, after, reverse, since.',
    );
    expect(await message('stats/maps?level=a&level=b')).toBe(
      'level comes more than once, or is of another type.',
    );
    expect(await message('stats/maps?limit=many')).toMatch(/^limit cannot be understood. Rows at the most/);
  });

  it('comes in no type that it has not', async () => {
    const { get } = serverOf(0);
    expect(await get('stats/maps', { accept: 'image/png' })).toMatchObject({ status: 406 });
    expect(await get('stats/maps', { accept: 'image/png, */*;q=0.1' })).toMatchObject({ status: 200 });
  });
});
