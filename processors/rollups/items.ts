/** Items: what sells, to how many, for how much, in all and by UTC day (docs/data-dictionary.md). */
import { toMillionths } from './decimal.js';
import { DAY, type Rollup, windowStart } from './rollup.js';

type Purchases = Rollup<'purchase-events'>;

const ITEM: Purchases['key'][number] = { name: 'item_id', type: 'text', of: (event) => event.item_id };
const CURRENCY: Purchases['key'][number] = { name: 'currency', type: 'text', of: (event) => event.currency };
const UTC_DAY: Purchases['key'][number] = {
  name: 'day',
  type: 'integer',
  of: (_, time) => windowStart(time, DAY),
};

const SALES: Purchases['measures'] = [
  { kind: 'count', name: 'purchases' },
  { kind: 'distinct', name: 'buyers', of: (event) => event.player_id },
];
/** Prices in different currencies are never added together. */
const REVENUE: Purchases['measures'] = [
  { kind: 'sum', name: 'revenue', of: (event) => toMillionths(event.price) },
];

export const items: Purchases = {
  name: 'items',
  topic: 'purchase-events',
  key: [ITEM],
  measures: [
    ...SALES,
    { kind: 'min', name: 'first_at', type: 'integer', of: (_, time) => time },
    { kind: 'max', name: 'last_at', type: 'integer', of: (_, time) => time },
  ],
  // `stats items` reads its first rows however many items there are.
  alsoBy: ['purchases DESC', 'item_id'],
};

export const itemRevenue: Purchases = {
  name: 'item_revenue',
  topic: 'purchase-events',
  key: [ITEM, CURRENCY],
  measures: REVENUE,
};

export const itemDays: Purchases = {
  name: 'item_days',
  topic: 'purchase-events',
  key: [UTC_DAY, ITEM],
  measures: SALES,
  windowMs: DAY,
  alsoBy: ['item_id'],
};

export const itemDayRevenue: Purchases = {
  name: 'item_day_revenue',
  topic: 'purchase-events',
  key: [UTC_DAY, ITEM, CURRENCY],
  measures: REVENUE,
  windowMs: DAY,
};
