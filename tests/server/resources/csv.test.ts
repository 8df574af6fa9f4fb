import fc from 'fast-check';
import { expect, it } from 'vitest';
import { STATS } from '../../../processors/store/stats/index.js';
import { Csv } from '../../../server/resources/csv.js';
import type { Row } from '../../../server/resources/resource.js';
import { appOf, resourcesFor } from '../support/app.js';
import { simulated } from '../support/simulated.js';

/** RFC 4180, by its grammar; an empty cell that is not quoted is null. */
function parse(text: string): (string | null)[][] {
  const lines: (string | null)[][] = [];
  let line: (string | null)[] = [];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, plain, after] of text.matchAll(cells)) {
    line.push(quoted === undefined ? plain || null : quoted.replaceAll('""', '"'));
    if (after === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

const COLUMNS = {
  id: { type: 'string' },
  count: { type: 'number' },
  load: { type: 'object', properties: { last: {}, max: {} } },
  revenue: { type: 'object', additionalProperties: {} },
};

const oddText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '=1+1',
    '+1',
    '-1',
    '@a',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00a0 @a',
    '＝1',
    '"=1',
    ',=1',
    "'=1",
    '',
    ' ',
    'a\r\nb',
  ),
);

it('has each value in its cell, and no text that is a formula', () => {
  const csv = new Csv(COLUMNS);
  expect(parse(csv.header)).toEqual([['id', 'count', 'load.last', 'load.max', 'revenue']]);
  const row = fc.record({
    id: fc.option(oddText),
    count: fc.double({ noNaN: true, noDefaultInfinity: true }),
    load: fc.record({ last: fc.integer(), max: fc.option(fc.integer()) }),
    revenue: fc.dictionary(oddText, oddText),
  });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const cells = parse(csv.rows(rows));
      expect(cells.length).toBe(rows.length);
      for (const [i, [id, count, last, max, revenue]] of cells.entries()) {
        const given = rows[i]!;
        expect(id === given.id || id === `'${given.id}`).toBe(true);
        expect(id ?? '').not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
        expect(Number(count)).toBe(given.count === 0 ? 0 : given.count);
        expect([last, max]).toEqual(
          [given.load.last, given.load.max].map((n) => (n === null ? null : String(n))),
        );
        expect(JSON.parse(revenue!)).toEqual(JSON.parse(JSON.stringify(given.revenue)));
      }
    }),
  );
});

it('leaves harmless texts as they are, and numbers numbers', () => {
  const csv = new Csv({ a: {}, b: {}, c: {} });
  expect(csv.rows([{ a: 'level_02', b: -1.5, c: null }])).toBe('level_02,-1.5,\r\n');
  expect(csv.rows([{ a: '=SUM(1,2)', b: '-1', c: '' }])).toBe(`"'=SUM(1,2)",'-1,""\r\n`);
});

it('is a table of all rows, or of as many as are asked for', async () => {
  const { read, store, take } = simulated(0);
  const kills = Array.from({ length: 2500 }, (_, i) => ({
    playerid: `p${i}`,
    timestamp: i,
    eventtype: 'kill',
  }));
  take('combat-events', kills);
  const app = appOf({ resources: resourcesFor(read) });
  const get = (path: string) => app.inject({ url: `/v1/${path}`, headers: { accept: 'text/csv' } });
  const rows = STATS.combat(store.db) as unknown as Row[];
  expect(rows.length).toBe(2500);
  const { statusCode, headers, body } = await get('stats/combat');
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
  expect(headers['content-disposition']).toBe('attachment; filename="combat.csv"');
  const [header, ...lines] = parse(body);
  expect(header).toEqual(Object.keys(rows[0]!));
  const texts = rows.map((row) => Object.values(row).map((value) => (value === null ? null : String(value))));
  expect(lines).toEqual(texts);
  expect(parse((await get('stats/combat?limit=2&reverse=1')).body).slice(1)).toEqual(
    texts.slice(-2).reverse(),
  );
  expect((await get('stats/combat?since=x')).statusCode).toBe(400);
  expect((await get('stats/combat?after=x')).statusCode).toBe(400);
});
