/** Who pays and how much, by UTC day: the half of the audience that follows purchases (docs/data-dictionary.md). */
import { DAY, type Rollup } from './rollup.js';

export const audienceSales: Rollup<'purchase-events'> = {
  name: 'audience_sales',
  topic: 'purchase-events',
  key: [{ name: 'day', window: DAY }],
  measures: [{ kind: 'distinct', name: 'payers', field: 'player_id' }],
};

export const audienceRevenue: Rollup<'purchase-events'> = {
  name: 'audience_revenue',
  topic: 'purchase-events',
  key: [
    { name: 'day', window: DAY },
    { name: 'currency', field: 'currency' },
  ],
  measures: [{ kind: 'sum', name: 'revenue', field: 'price' }],
};
