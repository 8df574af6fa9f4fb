import { beforeAll, describe, expect, it } from 'vitest';
import { latestEvents, mapsOf, WATCHES } from '../../server/dashboard/browser/watches.js';
import { appOf, RESOURCES } from '../server/support/app.js';

const app = appOf();
beforeAll(() => app.ready());

const get = (url: string, headers = {}) => app.inject({ url, headers });

describe('the files of the dashboard', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/lineage', 'text/html; charset=utf-8'],
    ['/dashboard/page.css', 'text/css; charset=utf-8'],
    ['/dashboard/icon.svg', 'image/svg+xml'],
    ['/dashboard/main.js', 'text/javascript; charset=utf-8'],
    ['/dashboard/uplot.js', 'text/javascript; charset=utf-8'],
  ])('%s is there, of its type, and asked for again by its tag', async (url, type) => {
    const { statusCode, headers, body } = await get(url);
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([200, type, 'no-cache']);
    expect(body.length).toBeGreaterThan(100);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const again = await get(url, { 'if-none-match': headers.etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const other = await get(url, { 'if-none-match': '"another"' });
    expect(other.statusCode).toBe(200);
  });

  it.each([
    '/dashboard',
    '/dashboard/',
    '/dashboard/panels',
    '/dashboard/panels/',
    '/dashboard/index.html',
    '/index.html',
    '/dashboard/../route.js',
    '/dashboard/%2e%2e/route.js',
    '/dashboard/..%2froute.js',
    '/dashboard/tsconfig.json',
    '/dashboard/main.ts',
  ])('%s is nothing', async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });

  it('have neither scripts nor styles in their HTML', async () => {
    for (const url of ['/', '/lineage']) {
      const { body } = await get(url);
      expect(body).not.toMatch(/<script(?![^>]* src=)[^>]*>|<style|\sstyle=|\son[a-z]+=|https?:\/\//);
    }
  });
});

describe('what the page watches', () => {
  const watches = [...Object.values(WATCHES), mapsOf('level_1'), latestEvents([['key', 'ann']])];

  it.each(watches.map(({ path, key }) => [path, key] as const))(
    '%s is a list of the API, with its key',
    async (path, key) => {
      if (path === 'status' || path === 'throughput') {
        expect(key).toEqual([]);
        return;
      }
      const resource = RESOURCES.find((one) => one.path === path.split('?')[0]);
      expect(resource?.key).toEqual(key);
      // Not 400: every parameter is one of its own. There is no database here.
      expect((await get(`/v1/${path}`)).statusCode).toBe(503);
    },
  );
});
