import { describe, expect, test } from 'vitest';
import { type Bought, Shop, thresholds, times } from './purchases.js';

/** Purchases of the sword, by a player each, of whom no other rule has anything to say. */
let players = 0;
const at = (price: number, over: Bought = {}): Bought => {
  const n = players++;
  return { player_id: `p${n}`, ip_address: `10.0.${n >> 8}.${n & 255}`, price, ...over };
};
const sold = (count: number, price: number, over: Bought = {}) => times(count, () => at(price, over));

test('from ten purchases on, and from three times the median on', () => {
  const shop = new Shop().sell(...sold(8, 2), at(6, { player_id: 'rich' }));
  expect(shop.flags).toEqual([]);
  shop.sell(at(5.999999));
  expect(shop.flags).toEqual(['price_mismatch sword/USD/rich price=6 median=2']);
  shop.sell(at(0.666667), at(0.666666, { player_id: 'poor' }));
  expect(shop.flags).toEqual([
    'price_mismatch sword/USD/poor price=0.666666 median=2',
    'price_mismatch sword/USD/rich price=6 median=2',
  ]);
});

test('currencies, items and days are apart', () => {
  const shop = new Shop().sell(...sold(9, 1), at(9, { currency: 'EUR' }), at(9, { item_id: 'bow' }));
  shop.sell(at(9, { purchase_timestamp: '2024-11-13T00:00:00Z' }));
  expect(shop.flags).toEqual([]);
  shop.sell(at(9, { player_id: 'ann', purchase_timestamp: '2024-11-12T23:59:59.999Z' }));
  expect(shop.flags).toEqual(['price_mismatch sword/USD/ann price=9 median=1']);
});

test('a median that moves takes flags away and brings them back, and that is told', () => {
  const shop = new Shop().sell(...sold(9, 1), at(4, { player_id: 'ann' }));
  expect(shop.told()).toEqual(['price_mismatch sword/USD/ann price=4 median=1']);
  shop.sell(...sold(9, 1.5));
  expect(shop.flags).toEqual([]);
  expect(shop.told()).toEqual([]);
  shop.sell(at(1), at(1));
  expect(shop.flags).toEqual(['price_mismatch sword/USD/ann price=4 median=1']);
  expect(shop.told()).toEqual(['price_mismatch sword/USD/ann price=4 median=1']);
  shop.sell(...sold(20, 1.25));
  expect(shop.told()).toEqual(['price_mismatch sword/USD/ann price=4 median=1.25']);
  expect(shop.sell(at(1.25)).told()).toEqual([]);
});

describe("of a player's prices the one that is furthest off", () => {
  const ann = (price: number) => ({ player_id: 'ann', price });
  const evidence = (market: Bought[], ...prices: number[]) => {
    const together = new Shop().sell(...market, ...prices.map(ann));
    const singly = new Shop();
    for (const price of prices.reverse()) singly.sell(ann(price));
    singly.sell(...market);
    expect(singly.flags).toEqual(together.flags);
    return together.flags;
  };

  test('above or below, at equal ratio the larger', () => {
    expect(evidence(sold(20, 12), 36, 48, 4)).toEqual(['price_mismatch sword/USD/ann price=48 median=12']);
    expect(evidence(sold(20, 12), 36, 3, 40)).toEqual(['price_mismatch sword/USD/ann price=3 median=12']);
    expect(evidence(sold(20, 12), 48, 3)).toEqual(['price_mismatch sword/USD/ann price=48 median=12']);
  });

  test('ratios are compared exactly', () => {
    const [median, high] = [999_999_999.999999 / 4, 1e9];
    expect(evidence(sold(20, median), high, 62_499_999.999999)[0]).toContain('price=62499999.999999');
    expect(evidence(sold(20, median), high, 62_500_000)[0]).toContain('price=1000000000');
  });

  test('zero is infinitely far off, and beside a median of zero every other price is', () => {
    expect(evidence(sold(20, 1), 1e9, 0)).toEqual(['price_mismatch sword/USD/ann price=0 median=1']);
    expect(evidence(sold(20, 0), 0.000001, 0)).toEqual([
      'price_mismatch sword/USD/ann price=0.000001 median=0',
    ]);
    expect(evidence(sold(20, 0), 4.9e-7)).toEqual([]);
  });
});

test('the subject can be taken apart', () => {
  const over = { item_id: 'a/b~c/', currency: 'EUR' };
  const shop = new Shop().sell(...sold(9, 1, over), at(3, { ...over, player_id: 'x/y~' }));
  expect(shop.flags).toEqual(['price_mismatch a~1b~0c~1/EUR/x/y~ price=3 median=1']);
});

test('an allowed player is no subject, but part of the median', () => {
  const shop = new Shop({ allow: { addresses: [], players: ['ann'] } });
  shop.sell(...sold(9, 1), at(9, { player_id: 'ann' }), at(9, { player_id: 'bob' }));
  expect(shop.flags).toEqual(['price_mismatch sword/USD/bob price=9 median=1']);
  expect(shop.reopen({}).flags).toHaveLength(2);
});

test('with another ratio, or another number of purchases, the flags are made anew', () => {
  const shop = new Shop().sell(...sold(10, 5), at(11, { player_id: 'ann' }), at(2, { player_id: 'bob' }));
  expect(shop.flags).toEqual([]);
  expect(shop.reopen(thresholds({ price_mismatch_ratio: 2.2 })).flags).toEqual([
    'price_mismatch sword/USD/ann price=11 median=5',
    'price_mismatch sword/USD/bob price=2 median=5',
  ]);
  expect(shop.reopen(thresholds({ price_mismatch_ratio: 2.5 })).flags).toEqual([
    'price_mismatch sword/USD/bob price=2 median=5',
  ]);
  const many = thresholds({ price_mismatch_ratio: 2.5, price_mismatch_purchases: 13 });
  expect(shop.reopen(many).flags).toEqual([]);
  expect(shop.sell(at(5)).flags).toEqual(['price_mismatch sword/USD/bob price=2 median=5']);
});

test('more flags than are read at a time come and go together', () => {
  const shop = new Shop().sell(...sold(2500, 3, { ip_address: '::1' }), ...sold(2600, 1));
  const flagged = () => shop.flags.filter((flag) => flag.startsWith('price_mismatch')).length;
  expect(flagged()).toBe(2500);
  shop.sell(...sold(101, 3));
  expect(flagged()).toBe(2600);
  shop.sell(...sold(3, 2));
  expect(flagged()).toBe(0);
  shop.sell(...sold(3, 1));
  expect(flagged()).toBe(0);
  shop.sell(...sold(3, 1));
  expect(flagged()).toBe(2601);
});
