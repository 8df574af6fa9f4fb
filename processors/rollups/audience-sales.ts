/** Who pays and how much, by UTC day: the half of the audience that follows purchases (docs/data-dictionary.md). */
import { toMillionths } from './decimal.js';
import { DAY, type Rollup, windowStart } from './rollup.js';

export const audienceSales: Rollup<'purchase-events'> = {
  name: 'audience_sales',
  topic: 'purchase-events',
  key: [{ name: 'day', type: 'integer', of: (_, time) => windowStart(time, DAY) }],
  measures: [{ kind: 'distinct', name: 'payers', of: (event) => event.player_id }],
};

export const audienceRevenue: Rollup<'purchase-events'> = {
  name: 'audience_revenue',
  topic: 'purchase-events',
  key: [
    { name: 'day', type: 'integer', of: (_, time) => windowStart(time, DAY) },
    { name: 'currency', type: 'text', of: (event) => event.currency },
  ],
  measures: [{ kind: 'sum', name: 'revenue', of: (event) => toMillionths(event.price) }],
};
