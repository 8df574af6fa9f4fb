/**
 * Purchases that are too many for one row: leaves are halved, crowds and large markets get rows of their own. None of it
 * may show, neither in the flags nor in how the tables come out, in whatever order and over however many starts.
 */
import { expect, test } from 'vitest';
import { packFraud } from '../../../../processors/views/fraud/pack-tables.js';
import { DEFAULT_SETTINGS } from '../../../../settings/settings.js';
import { computeStats } from '../../../../verify/index.js';
import { FRAUD_TO_VERSION_5, fraudOfVersion5 } from '../../store/version-5-fraud.js';
import { type Bought, Shop } from './purchases.js';

const TABLES = ['velocity', 'shared_ip', 'many_ips', 'crowds', 'markets', 'prices', 'price_players'];

/** Numbers that look random, the same each time. */
let state = 1;
const below = (end: number) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * end);
};

const START = Date.UTC(2024, 10, 12, 10);

/** A shared address, a player with many addresses, and others, within three hours. */
const PURCHASES = Array.from({ length: 900 }, (_, n): Required<Bought> => {
  const kind = below(3);
  return {
    player_id: kind === 1 ? 'hopper' : `p${below(300)}`,
    item_id: below(5) === 0 ? 'bow' : `sword${below(8)}`,
    price: [1, 1, 1, 1.5, 4][below(5)]!,
    currency: 'USD',
    purchase_timestamp: new Date(START + (kind === 2 ? below(10_800_000) : below(600_000))).toISOString(),
    ip_address: kind === 0 ? '1.2.3.4' : `10.0.${n >> 8}.${n & 255}`,
  };
});

test('crowds, halved leaves and large markets come out the same in any order, and as the oracle says', () => {
  const once = new Shop().sell(...PURCHASES);
  const expected = computeStats(
    PURCHASES.map((purchase, offset) => ({
      topic: 'purchase-events',
      partition: 0,
      offset,
      timestamp: null,
      key: null,
      value: JSON.stringify(purchase),
    })),
    DEFAULT_SETTINGS,
  );
  expect(once.rows).toEqual(expected.fraud);
  const often = new Shop();
  const shuffled = [...PURCHASES].sort((a, b) => orderOf(a) - orderOf(b));
  for (let from = 0; from < shuffled.length; ) {
    const size = 1 + below(60);
    often.sell(...shuffled.slice(from, from + size));
    from += size;
    if (below(6) === 0) often.reopen({});
  }
  for (const table of TABLES) expect(rowsOf(often, table), table).toEqual(rowsOf(once, table));
  for (const table of ['crowds', 'prices', 'price_players']) expect(rowsOf(once, table)).not.toEqual([]);
  const halved = once.db.prepare(
    'SELECT max(n) FROM (SELECT count(*) n FROM fraud_velocity GROUP BY stretch)',
  );
  expect(halved.pluck().get()).toBeGreaterThan(4);
});

test('they come out of a database of version 5 as well', () => {
  const { db } = new Shop().sell(...PURCHASES);
  const before = TABLES.map((table) => db.prepare(`SELECT * FROM fraud_${table}`).all());
  const insert = fraudOfVersion5(db);
  for (const statement of FRAUD_TO_VERSION_5) db.exec(statement);
  insert(db);
  packFraud(db, DEFAULT_SETTINGS);
  expect(TABLES.map((table) => db.prepare(`SELECT * FROM fraud_${table}`).all())).toEqual(before);
});

const orders = new Map(PURCHASES.map((purchase) => [purchase, below(1e9)]));
const orderOf = (purchase: Required<Bought>) => orders.get(purchase)!;

function rowsOf({ db }: Shop, table: string): unknown[] {
  return db.prepare(`SELECT * FROM fraud_${table}`).all();
}
