/** Items: what sells, to how many, for how much (DESIGN.md, "Items"). */
import { toMillionths } from './decimal.js';
import type { Rollup } from './rollup.js';

export const items: Rollup<'purchase-events'> = {
  name: 'items',
  topic: 'purchase-events',
  key: [{ name: 'item_id', type: 'text', of: (event) => event.item_id }],
  measures: [
    { kind: 'count', name: 'purchases' },
    { kind: 'distinct', name: 'buyers', of: (event) => event.player_id },
    { kind: 'min', name: 'first_at', type: 'integer', of: (_, time) => time },
    { kind: 'max', name: 'last_at', type: 'integer', of: (_, time) => time },
  ],
};

/** Prices in different currencies are never added together. */
export const itemRevenue: Rollup<'purchase-events'> = {
  name: 'item_revenue',
  topic: 'purchase-events',
  key: [
    { name: 'item_id', type: 'text', of: (event) => event.item_id },
    { name: 'currency', type: 'text', of: (event) => event.currency },
  ],
  measures: [{ kind: 'sum', name: 'revenue', of: (event) => toMillionths(event.price) }],
};
