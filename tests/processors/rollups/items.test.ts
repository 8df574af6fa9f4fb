import { expect, test } from 'vitest';
import { rowsAfter } from '../../support/database.js';

function bought(over: object = {}): object {
  return {
    player_id: 'ann',
    item_id: 'sword',
    price: 1,
    currency: 'USD',
    purchase_timestamp: '2024-11-12T10:00:00Z',
    ip_address: '1.2.3.4',
    ...over,
  };
}

const items = (events: object[]) =>
  rowsAfter('items', 'purchase-events', events) as Record<string, unknown>[];

test('given purchases by two players in two currencies, buyers and revenue are told apart', () => {
  const rows = items([
    bought({ price: 9.99 }),
    bought({ price: 0.01, purchase_timestamp: '2024-11-12T09:00:00Z' }),
    bought({ player_id: 'bob', currency: 'EUR', price: 2.5 }),
  ]);
  expect(rows).toEqual([
    {
      item_id: 'sword',
      purchases: 3,
      buyers: 2,
      revenue: { EUR: '2.5', USD: '10' },
      first_at: '2024-11-12T09:00:00.000Z',
      last_at: '2024-11-12T10:00:00.000Z',
    },
  ]);
});

test('ten times 0.1 is 1, and a free item has revenue 0', () => {
  expect(items(Array.from({ length: 10 }, () => bought({ price: 0.1 })))[0]).toMatchObject({
    revenue: { USD: '1' },
  });
  expect(items([bought({ price: 0 })])[0]).toMatchObject({ revenue: { USD: '0' } });
});

test('sums stay exact beyond 2⁶³ millionths', () => {
  const many = Array.from({ length: 10_001 }, () => bought({ price: 999_999_999.999999 }));
  expect(items(many)[0]).toMatchObject({ revenue: { USD: '10000999999999.989999' } });
});

test('the most sold come first, then by name', () => {
  const order = items([
    bought({ item_id: 'b' }),
    bought({ item_id: 'a' }),
    bought({ item_id: 'z' }),
    bought({ item_id: 'z' }),
  ]);
  expect(order.map((row) => row.item_id)).toEqual(['z', 'a', 'b']);
});
