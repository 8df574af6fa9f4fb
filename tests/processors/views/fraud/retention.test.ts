import { expect, test } from 'vitest';
import { at, Shop, times } from './purchases.js';

const HOUR = { retain_seconds: 3600 };
const DAYS = { retain_seconds: 86_400 };
const BASE_TABLES = [
  'fraud_velocity',
  'fraud_addresses',
  'fraud_shared_ip',
  'fraud_many_ips',
  'fraud_markets',
];

/** The smallest window start in a table. */
function earliest(shop: Shop, table: string): unknown {
  const column = table === 'fraud_markets' ? 'day' : 'window_start';
  return shop.db.prepare(`SELECT min(${column}) FROM ${table}`).pluck().get();
}

function dropped(shop: Shop, table: string): unknown {
  return shop.db.prepare('SELECT "rows" FROM dropped WHERE name = ?').pluck().get(table);
}

test('a window is kept until its end lies at the horizon', () => {
  const shop = new Shop(HOUR).sell(...times(5));
  expect(shop.sell({ purchase_timestamp: at(60, 59.999) }).flags).toEqual(['velocity ann purchases=5']);
  expect(dropped(shop, 'fraud')).toBeUndefined();
  expect(shop.sell({ purchase_timestamp: at(61) }).flags).toEqual([]);
  expect([dropped(shop, 'fraud'), dropped(shop, 'fraud_velocity')]).toEqual([1, 1]);
  expect(dropped(shop, 'fraud_many_ips')).toBeUndefined();
  shop.sell({ purchase_timestamp: at(70) });
  expect(BASE_TABLES.slice(1, 4).map((table) => dropped(shop, table))).toEqual([1, 1, 1]);
});

test('a late event of a dropped window leaves nothing behind', () => {
  const shop = new Shop(HOUR).sell(...times(4)).sell({ purchase_timestamp: at(180) });
  shop.sell(...times(9), { purchase_timestamp: at(181) }).sell(...times(9));
  expect(shop.flags).toEqual([]);
  for (const table of BASE_TABLES.slice(0, 4)) expect(earliest(shop, table), table).toBe(Date.parse(at(180)));
});

test('days of prices go when they have ended, and the flags with them', () => {
  const shop = new Shop(DAYS).sell(...times(10, (n) => ({ player_id: `p${n}`, price: n === 9 ? 3 : 1 })));
  const price = () => shop.flags.filter((flag) => flag.startsWith('price_mismatch'));
  expect(price()).toEqual(['price_mismatch sword/USD/p9 price=3 median=1']);
  shop.sell({ purchase_timestamp: '2024-11-13T23:59:59Z' });
  expect(price()).toHaveLength(1);
  shop.sell({ purchase_timestamp: '2024-11-14T00:00:00Z' });
  expect(shop.flags).toEqual([]);
  shop.sell(...times(20, () => ({ price: 5 })));
  expect(earliest(shop, 'fraud_markets')).toBe(Date.parse('2024-11-13'));
  expect(dropped(shop, 'fraud_price_players')).toBe(10);
});

test('a shorter time to keep takes effect with the next commit', () => {
  const shop = new Shop().sell(...times(5)).sell({ purchase_timestamp: at(180) });
  expect(shop.reopen(HOUR).sell({ purchase_timestamp: at(180) }).flags).toEqual([]);
});
