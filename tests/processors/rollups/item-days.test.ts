import { expect, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { fraudRows } from '../../../processors/store/stats/fraud.js';
import { itemDayRows } from '../../../processors/store/stats/item-days.js';
import { itemRows } from '../../../processors/store/stats/items.js';
import { rowsAfter, temporaryStore } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';

function bought(over: object = {}): object {
  return {
    player_id: 'ann',
    item_id: 'sword',
    price: 1.5,
    currency: 'USD',
    purchase_timestamp: '2024-11-12T10:00:00Z',
    ip_address: '1.2.3.4',
    ...over,
  };
}

const EVENTS = [
  bought(),
  bought({ player_id: 'bob', purchase_timestamp: '2024-11-12T23:59:59.999Z' }),
  bought({ currency: 'EUR', purchase_timestamp: '2024-11-13T01:59:59+02:00' }),
  bought({ purchase_timestamp: '2024-11-13T00:00:00Z' }),
  bought({ item_id: 'bow', purchase_timestamp: '2024-11-13T00:00:00Z', price: 0 }),
];

test('given purchases around midnight, each counts on its UTC day', () => {
  expect(rowsAfter('item-days', 'purchase-events', EVENTS)).toEqual([
    { item_id: 'sword', day: '2024-11-12', purchases: 3, buyers: 2, revenue: { EUR: '1.5', USD: '3' } },
    { item_id: 'bow', day: '2024-11-13', purchases: 1, buyers: 1, revenue: { USD: '0' } },
    { item_id: 'sword', day: '2024-11-13', purchases: 1, buyers: 1, revenue: { USD: '1.5' } },
  ]);
});

test('rows can be asked for by time, item, player and number', () => {
  const store = temporaryStore();
  const processor = new Processor(store);
  const burst = Array.from({ length: 5 }, () => bought({ player_id: 'eve' }));
  const values = [...EVENTS, ...burst].map((event) => ({ value: JSON.stringify(event) }));
  processor.take(store.addPosition('purchase-events', 0, 0), recordBatch('purchase-events', 0, 0, values));
  processor.commit();
  const day = (selection: object) =>
    itemDayRows(store.db, selection).map((row) => `${row.day} ${row.item_id}`);
  const second = Date.parse('2024-11-13');
  expect(day({ from: second })).toEqual(['2024-11-13 bow', '2024-11-13 sword']);
  expect(day({ to: second, limit: 5 })).toEqual(['2024-11-12 sword']);
  expect(day({ item: 'sword' })).toEqual(['2024-11-12 sword', '2024-11-13 sword']);
  expect(day({ limit: 1 })).toEqual(['2024-11-12 sword']);
  expect(itemRows(store.db, { limit: 1 }).map((row) => row.item_id)).toEqual(['sword']);
  expect(itemRows(store.db, { item: 'bow' }).map((row) => row.item_id)).toEqual(['bow']);
  const flags = (selection: object) => fraudRows(store.db, selection).map((row) => row.subject);
  expect(flags({ player: 'eve', from: 0, to: second, limit: 2 })).toEqual(['eve']);
  expect([...flags({ player: 'ann' }), ...flags({ from: second }), ...flags({ item: 'sword' })]).toEqual([]);
});

test('the first rows of items and of fraud are read off an index, in their order', () => {
  const { db } = temporaryStore();
  const plan = (sql: string) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
  expect(plan('SELECT * FROM items ORDER BY purchases DESC, item_id LIMIT 9')).toEqual([
    'SCAN items USING INDEX items_by_purchases',
  ]);
  expect(
    plan(`SELECT * FROM fraud WHERE player_id = 'p' AND window_start >= 0
          ORDER BY window_start, rule, subject LIMIT 9`),
  ).toEqual(['SEARCH fraud USING INDEX fraud_by_player (player_id=? AND window_start>?)']);
});
