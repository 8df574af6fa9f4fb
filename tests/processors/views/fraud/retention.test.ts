import { expect, test } from 'vitest';
import { MINUTE } from '../../../../processors/rollups/rollup.js';
import { windowsOfStretch } from '../../../../processors/views/fraud/packed-groups.js';
import { at, Shop, times } from './purchases.js';

const HOUR = { retain_seconds: 3600 };
const DAYS = { retain_seconds: 86_400 };

/** The smallest start in a table. */
function earliest(shop: Shop, table: string, column = 'stretch'): unknown {
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
  expect(dropped(shop, 'fraud')).toBe(1);
});

test('what is counted goes when the last window of its row has ended', () => {
  // The 64 minutes from 09:04 on, and the 80 minutes from 09:20 on.
  const crowd = times(30, (n) => ({ player_id: `p${n}` }));
  const shop = new Shop(HOUR).sell(...crowd, { purchase_timestamp: at(67, 59.999) });
  expect(dropped(shop, 'fraud_velocity')).toBeUndefined();
  shop.sell({ purchase_timestamp: at(99, 59.999) });
  expect(dropped(shop, 'fraud_velocity')).toBe(1);
  const others = ['fraud_shared_ip', 'fraud_many_ips', 'fraud_crowds'].map(
    (table) => () => dropped(shop, table),
  );
  expect(others.map((count) => count())).toEqual([undefined, undefined, undefined]);
  shop.sell({ purchase_timestamp: at(100) });
  expect(others.map((count) => count())).toEqual([1, 1, 30]);
});

test('a late event of a window that has ended is not flagged while its row is kept', () => {
  const shop = new Shop(HOUR).sell(...times(4)).sell({ purchase_timestamp: at(65) });
  expect(shop.sell(...times(9)).flags).toEqual([]);
  expect(shop.told()).toEqual([]);
});

test('a late event of a dropped window leaves nothing behind', () => {
  const shop = new Shop(HOUR).sell(...times(4)).sell({ purchase_timestamp: at(180) });
  shop.sell(...times(9), { purchase_timestamp: at(181) }).sell(...times(9));
  expect(shop.flags).toEqual([]);
  for (const [rule, windowMs] of [
    ['velocity', MINUTE],
    ['shared_ip', 10 * MINUTE],
    ['many_ips', 10 * MINUTE],
  ] as const) {
    const stretchMs = windowMs * windowsOfStretch(windowMs);
    expect(earliest(shop, `fraud_${rule}`), rule).toBe(
      Math.floor(Date.parse(at(180)) / stretchMs) * stretchMs,
    );
  }
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
  expect(earliest(shop, 'fraud_markets', 'day')).toBe(Date.parse('2024-11-13'));
  expect(dropped(shop, 'fraud_markets')).toBe(1);
});

test('a shorter time to keep takes effect with the next commit', () => {
  const shop = new Shop().sell(...times(5)).sell({ purchase_timestamp: at(180) });
  expect(shop.reopen(HOUR).sell({ purchase_timestamp: at(180) }).flags).toEqual([]);
});
