/** Items: what sells, to how many, for how much, in all and by UTC day (docs/data-dictionary.md). */
import { DAY, type Rollup } from './rollup.js';

type Purchases = Rollup<'purchase-events'>;

const ITEM: Purchases['key'][number] = { name: 'item_id', field: 'item_id' };
const CURRENCY: Purchases['key'][number] = { name: 'currency', field: 'currency' };
const UTC_DAY: Purchases['key'][number] = { name: 'day', window: DAY };

const SALES: Purchases['measures'] = [
  { kind: 'count', name: 'purchases' },
  { kind: 'distinct', name: 'buyers', field: 'player_id', packedBy: ITEM.name },
];
/** Prices in different currencies are never added together. */
const REVENUE: Purchases['measures'] = [{ kind: 'sum', name: 'revenue', field: 'price' }];

export const items: Purchases = {
  name: 'items',
  topic: 'purchase-events',
  key: [ITEM],
  measures: [
    ...SALES,
    { kind: 'min', name: 'first_at', field: 'time' },
    { kind: 'max', name: 'last_at', field: 'time' },
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
  dropsWindows: true,
  alsoBy: ['item_id'],
};

export const itemDayRevenue: Purchases = {
  name: 'item_day_revenue',
  topic: 'purchase-events',
  key: [UTC_DAY, ITEM, CURRENCY],
  measures: REVENUE,
  dropsWindows: true,
};
