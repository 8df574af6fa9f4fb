/** Page after page gives the whole of every figure, in both directions, whatever is asked for; and no page is sorted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Processor } from '../../processors/processor.js';
import { cursorOf, parseCursor } from '../../processors/store/stats/cursor.js';
import { FILTERS } from '../../processors/store/stats/filters.js';
import { STATS, WHATS, type What } from '../../processors/store/stats/index.js';
import { readPage } from '../../processors/store/stats/page.js';
import type { Selection } from '../../processors/store/stats/selection.js';
import { Store } from '../../processors/store/store.js';
import { TOPICS, type Topic } from '../../schemas/index.js';
import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';
import { eventSet, RETAINING } from '../fuzz/permutations.js';
import { recordBatch } from '../support/record-batch.js';

const folder = mkdtempSync(join(tmpdir(), 'game-flow-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names in whose order UTF-8 and UTF-16 differ, and one that a cursor must not take for its own marks. */
const NAMES = ['\uffee', '😀', 'a"],["b', 'é', 'a\u0000b', 'item/~'];
const LAST_MINUTE = '9999-12-31T23:59:59.999Z';

/** Of each topic with each name: many rows in one window, of one price, rate and count; and some in the last of all. */
function tiedEvents(): { topic: Topic; value: string }[] {
  return [...NAMES, 'last'].flatMap((name) => {
    const timestamp = name === 'last' ? LAST_MINUTE : '2024-11-12T10:15:30Z';
    const player = { player_id: name, session_id: name, event_type: 'move', level_id: name, map_id: name };
    const purchase = { player_id: name, item_id: name, currency: 'USD', ip_address: '192.0.2.7' };
    const bought = Array.from({ length: 11 }, (_, n) => ({ ...purchase, price: n === 0 ? 9 : 1 }));
    const events: [Topic, object][] = [
      ['player-events', { ...player, timestamp }],
      ...bought.map((one): [Topic, object] => ['purchase-events', { ...one, purchase_timestamp: timestamp }]),
      ['server-metrics', { server_id: name, cpu_load: 99, memory_usage: 99, latency: 999, timestamp }],
      ['combat-events', { playerid: name, timestamp: Date.parse(timestamp), eventtype: 'kill' }],
      ['game-actions', { player_id: name, event_type: 'buy_sword', sword_type: name, timestamp }],
    ];
    return events.map(([topic, event]) => ({ topic, value: JSON.stringify(event) }));
  });
}

function filled(settings: Settings): Store {
  const store = Store.open(join(folder, `${settings.retain_seconds}.db`), settings);
  const processor = new Processor(store);
  const events = [...eventSet(500), ...tiedEvents()];
  for (const topic of TOPICS) {
    const records = events.filter((event) => event.topic === topic);
    for (const partition of [0, 1]) {
      const some = records.filter((_, i) => i % 2 === partition);
      processor.take(store.addPosition(topic, partition, 0), recordBatch(topic, partition, 0, some));
    }
  }
  processor.commit();
  return store;
}

const stores = { all: filled(DEFAULT_SETTINGS), retained: filled(RETAINING) };
afterAll(() => Object.values(stores).forEach((store) => void store.close()));

type Row = Record<string, unknown>;
const rowsOf = (store: Store, what: What, selection: Selection = {}) =>
  STATS[what](store.db, selection) as unknown as Row[];

/** What may narrow a figure, taken from its own rows. */
function selectionsOf(what: What): Selection[] {
  const rows = rowsOf(stores.all, what);
  const row = rows[Math.floor(rows.length / 2)]!;
  const time = Date.parse(String(row.day ?? row.window_start ?? row.opened_at));
  const [item, , player] = String(row.subject).split('/');
  const its: Record<string, unknown> = {
    player: player ?? row.subject,
    item,
    from: time,
    to: time + 1,
    open: true,
  };
  return [
    {},
    ...FILTERS[what]
      .filter((filter) => filter !== 'limit')
      .map((filter) => ({ [filter]: row[`${filter}_id`] ?? its[filter] }))
      .filter((selection) => !Number.isNaN(Object.values(selection)[0])),
  ];
}

describe.each(['all', 'retained'] as const)('of what is kept (%s)', (which) => {
  const store = stores[which];
  it.each(WHATS)('%s: the pages are the figure', (what) => {
    const selections = selectionsOf(what);
    expect(rowsOf(store, what).length).toBeGreaterThan(0);
    fc.assert(
      fc.property(
        fc.constantFrom(...selections),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        (selection, reverse, limits) => {
          const whole = rowsOf(store, what, selection);
          const paged: object[] = [];
          let next: string | null = '';
          for (let i = 0; next !== null; i++) {
            const after = next === '' ? undefined : parseCursor(what, next)!;
            const limit = limits[i % limits.length]!;
            const page = readPage(store.db, what, { ...selection, reverse, limit, after });
            paged.push(...page.rows);
            next = page.next;
          }
          expect(paged).toEqual(reverse ? whole.toReversed() : whole);
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('a place outlives its row, and one that lies outside of a span begins at its end', () => {
  const { db } = stores.all;
  const [first, second] = STATS.combat(db);
  const before = { ...first!, player_id: '' };
  expect(STATS.combat(db, { after: parseCursor('combat', cursorOf('combat', before))!, limit: 1 })).toEqual([
    first,
  ]);
  const from = Date.parse(second!.window_start) + 1;
  const after = parseCursor('combat', cursorOf('combat', first!))!;
  expect(STATS.combat(db, { from, after })).toEqual(STATS.combat(db, { from }));
  const last = STATS.alerts(db, { reverse: true, limit: 1 })[0]!;
  expect(last.opened_at).toMatch(/^9999/);
  const beyond = parseCursor(
    'alerts',
    cursorOf('alerts', { ...last, opened_at: '+010000-01-01T00:00:00.000Z' }),
  )!;
  expect(STATS.alerts(db, { reverse: true, after: beyond, limit: 1 })).toEqual([last]);
});

it.each<[What, unknown]>([
  ['players', undefined],
  ['players', 'ann'],
  ['players', []],
  ['players', [1]],
  ['players', ['players', 1]],
  ['players', ['players', 'a', 'b']],
  ['players', ['players']],
  ['players', ['servers', 'a']],
  ['items', ['items', '3', 'sword']],
  ['combat', ['combat', '2024-11-12', 'ann']],
  ['combat', ['combat', '2024-02-30T00:00:00.000Z', 'ann']],
  ['combat', ['combat', 1731402000000, 'ann']],
  ['audience', ['audience', '2024-11-12T00:00:00.000Z']],
  ['audience', ['audience', '2024-13-01']],
])('%s takes no %j for a place', (what, value) => {
  const text = Buffer.from(JSON.stringify(value) ?? 'no JSON').toString('base64url');
  expect(parseCursor(what, text)).toBeUndefined();
});

/** Those that may have many rows. The sales by item are joined with their revenue, which sorts the rows of a page. */
const LARGE: readonly What[] = [
  'combat',
  'players',
  'level-engagement',
  'engagement',
  'fraud',
  'alerts',
  'audience',
];

it.each(LARGE)('%s: a page is found by an index that has its order', (what) => {
  const { db } = stores.all;
  const [row] = rowsOf(stores.all, what);
  const after = parseCursor(what, cursorOf(what, row!))!;
  const prepare = vi.spyOn(db, 'prepare');
  const texts = new Set<string>();
  for (const selection of selectionsOf(what)) {
    for (const reverse of [false, true]) {
      prepare.mockClear();
      rowsOf(stores.all, what, { ...selection, reverse, limit: 2, after });
      for (const [sql] of prepare.mock.calls) if (sql.includes('ORDER BY')) texts.add(sql);
    }
  }
  prepare.mockRestore();
  const plans = [...texts].map((sql) => {
    const parameters = new Array((sql.match(/\?/g) ?? []).length).fill(0);
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters) as { detail: string }[];
    return steps.map(({ detail }) => detail).join('; ');
  });
  expect(plans.length).toBeGreaterThan(0);
  expect(plans.filter((plan) => /SCAN|TEMP B-TREE/.test(plan))).toEqual([]);
});

it('items that were sold as often as each other are found by an index, too', () => {
  const { db } = stores.all;
  const [row] = rowsOf(stores.all, 'items');
  const after = parseCursor('items', cursorOf('items', row!))!;
  const prepare = vi.spyOn(db, 'prepare');
  for (const reverse of [false, true]) rowsOf(stores.all, 'items', { reverse, after, limit: 2 });
  const texts = prepare.mock.calls.map(([sql]) => sql).filter((sql) => sql.includes('item_revenue'));
  prepare.mockRestore();
  for (const sql of texts) {
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(0, '', 0, 2) as { detail: string }[];
    const searches = steps.map(({ detail }) => detail).filter((detail) => /(SEARCH|SCAN) items/.test(detail));
    expect(searches).toEqual([
      expect.stringMatching(/^SEARCH .*\(purchases=\? AND item_id[<>]\?\)$/),
      expect.stringMatching(/^SEARCH .*\(purchases[<>]\?\)$/),
    ]);
  }
  expect(texts).toHaveLength(2);
});
