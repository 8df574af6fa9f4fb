/**
 * Flags and sales by day against the second computation, over random purchases in random commits, by random settings;
 * and the tables they are kept in, which must not show in what order or in how many commits the purchases came.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Processor } from '../../../../processors/processor.js';
import type { Db } from '../../../../processors/store/open.js';
import { rederive } from '../../../../processors/store/rederive.js';
import { fraudRows } from '../../../../processors/store/stats/fraud.js';
import { itemDayRows } from '../../../../processors/store/stats/item-days.js';
import { Store } from '../../../../processors/store/store.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../../settings/settings.js';
import { computeStats } from '../../../../verify/index.js';
import { recordBatch } from '../../../support/record-batch.js';

const MIDNIGHT = Date.UTC(2024, 1, 29);
const TABLES = [
  'fraud',
  'fraud_velocity',
  'fraud_shared_ip',
  'fraud_many_ips',
  'fraud_crowds',
  'fraud_markets',
  'fraud_prices',
  'fraud_price_players',
  'item_days',
  'item_day_revenue',
];

/** Half of them within twelve minutes around midnight, the others on the two days. */
const time = fc.oneof(
  fc.integer({ min: -24, max: 24 }).map((n) => MIDNIGHT + n * 15_000),
  fc.integer({ min: -48, max: 47 }).map((n) => MIDNIGHT + n * 1_800_000),
);

const purchase = fc.record({
  player_id: fc.constantFrom('ann', 'bob', 'cyd', 'a/b', '😀', '\uffee'),
  item_id: fc.oneof(
    { weight: 6, arbitrary: fc.constant('sword') },
    { weight: 1, arbitrary: fc.constantFrom('~1/', '😀') },
  ),
  price: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(1, 1, 2, 3, 4, 9) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1 / 3, 1e9, 1.2345675, 5e-7, 4.9e-7, 2.999999, 0.333334) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: 10, noNaN: true }) },
  ),
  currency: fc.oneof(
    { weight: 5, arbitrary: fc.constant('USD') },
    { weight: 1, arbitrary: fc.constant('EUR') },
  ),
  purchase_timestamp: time.map((ms) => new Date(ms).toISOString()),
  ip_address: fc.constantFrom('1.2.3.4', '::ffff:1.2.3.4', '1.2.3.5', '::1', '2001:db8::1', '2001:DB8:0::1'),
});

const settings: fc.Arbitrary<Settings> = fc
  .record({
    price_mismatch_ratio: fc.constantFrom(3, 2.2, 1.000001, 10),
    price_mismatch_purchases: fc.constantFrom(10, 1, 4),
    shared_ip_players: fc.constantFrom(4, 2),
    many_ips: fc.constantFrom(10, 60),
    addresses: fc.constantFrom([], ['1.2.3.4/31'], ['::ffff:1.2.3.4', '2001:db8::/32'], ['::/0']),
    players: fc.constantFrom([], ['ann', 'a/b']),
    retain_seconds: fc.constantFrom(null, null, 6 * 3600, 36 * 3600),
  })
  .map(({ many_ips, addresses, players, retain_seconds, ...thresholds }) => ({
    ...DEFAULT_SETTINGS,
    thresholds: { ...DEFAULT_SETTINGS.thresholds, ...thresholds },
    windows: { ...DEFAULT_SETTINGS.windows, many_ips },
    allow: { addresses, players },
    retain_seconds,
  }));

/** Stores of the run at hand. */
const opened: Store[] = [];

const commits = fc.infiniteStream(fc.integer({ min: 1, max: 40 }));

test('flags and days are those of the oracle, whatever came first and however it was committed', () => {
  const given = fc
    .array(purchase, { maxLength: 120, size: 'max' })
    .chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      ),
    );
  fc.assert(
    fc
      .property(given, settings, commits, ([events, shuffled], settings, sizes) => {
        const once = sold(events, settings, [events.length].values());
        const often = sold(shuffled, settings, sizes);
        const expected = computeStats(records(events), settings);
        expect(fraudRows(once)).toEqual(expected.fraud);
        expect(itemDayRows(once)).toEqual(expected['item-days']);
        expect(buyersOf(often)).toEqual(buyersOf(once));
        for (const table of TABLES) expect(rowsOf(often, table), table).toEqual(rowsOf(once, table));
      })
      .afterEach(closeAll),
    { numRuns: 100 },
  );
}, 120_000);

test('with other thresholds and exceptions the flags are those of a database made with them', () => {
  fc.assert(
    fc
      .property(fc.array(purchase, { maxLength: 100, size: 'max' }), settings, (events, settings) => {
        const { windows, retain_seconds } = settings;
        const store = open({ ...DEFAULT_SETTINGS, windows, retain_seconds });
        sell(store, events, [events.length].values());
        const db = store.db;
        const unlike = JSON.stringify({ thresholds: {}, allow: {} });
        db.prepare("UPDATE meta SET value = ? WHERE name = 'derived_with'").run(unlike);
        rederive(db, settings);
        expect(rowsOf(db, 'fraud')).toEqual(
          rowsOf(sold(events, settings, [events.length].values()), 'fraud'),
        );
      })
      .afterEach(closeAll),
    { numRuns: 40 },
  );
}, 120_000);

function sold(events: readonly object[], settings: Settings, sizes: Iterator<number>): Db {
  const store = open(settings);
  sell(store, events, sizes);
  return store.db;
}

function open(settings: Settings): Store {
  const store = Store.open(':memory:', settings);
  opened.push(store);
  return store;
}

function closeAll(): void {
  for (const store of opened.splice(0)) store.close();
}

function sell(store: Store, events: readonly object[], sizes: Iterator<number>): void {
  const processor = new Processor(store);
  const position = store.addPosition('purchase-events', 0, 0);
  const values = events.map((event) => ({ value: JSON.stringify(event) }));
  while (position.nextOffset < values.length) {
    const from = position.nextOffset;
    const size = sizes.next().value as number;
    processor.take(position, recordBatch('purchase-events', 0, from, values.slice(from, from + size)));
    processor.commit();
  }
}

function records(events: readonly object[]) {
  return events.map((event, offset) => ({
    topic: 'purchase-events',
    partition: 0,
    offset,
    timestamp: null,
    key: null,
    value: JSON.stringify(event),
  }));
}

function rowsOf(db: Db, table: string): unknown[] {
  return db.prepare(`SELECT * FROM ${table}`).all();
}

/** By day and item, whatever numbers the items have. */
function buyersOf(db: Db): unknown[] {
  return db
    .prepare(
      `SELECT day, item_id, member FROM item_days_buyers JOIN item_days_buyers_numbers
         ON number / 30 = item_id_block AND marks >> (number % 30) & 1
       ORDER BY day, item_id, member`,
    )
    .all();
}
