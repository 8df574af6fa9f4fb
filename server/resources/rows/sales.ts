/** What sells, and which purchases look like fraud. */
import { object } from '../../openapi/shapes.js';
import { count, day, money, oneOf, revenue, text, time } from './columns.js';
import type { Figure } from './figure.js';

export const items: Figure = {
  summary: 'Items, the most sold first',
  description: 'The order is by `purchases`, the most first, then by `item_id`.',
  tag: 'sales',
  columns: {
    item_id: text('The item.'),
    purchases: count('How often it was bought.'),
    buyers: count('By how many players.'),
    revenue: revenue('What they paid'),
    first_at: time('Time of the first purchase.'),
    last_at: time('Time of the last one.'),
  },
  key: ['item_id'],
  example: {
    item_id: 'sword_of_dawn',
    purchases: 41,
    buyers: 36,
    revenue: { USD: '409.59' },
    first_at: '2024-11-12T00:03:10.000Z',
    last_at: '2024-11-12T10:15:30.000Z',
  },
};

export const itemDays: Figure = {
  summary: 'Sales by item and day',
  description: 'The order is by `day`, `item_id`.',
  tag: 'sales',
  columns: {
    item_id: text('The item.'),
    day: day('The UTC day.'),
    purchases: count('How often it was bought.'),
    buyers: count('By how many players.'),
    revenue: revenue('What they paid'),
  },
  key: ['item_id', 'day'],
  example: {
    item_id: 'sword_of_dawn',
    day: '2024-11-12',
    purchases: 12,
    buyers: 12,
    revenue: { USD: '119.88' },
  },
};

export const fraud: Figure = {
  summary: 'Purchases that look like fraud',
  description:
    'One row a flag. `player` finds those whose subject is the player or has them in it; `item` those of `price_mismatch`. The order is by `window_start`, `rule`, `subject`.',
  tag: 'sales',
  columns: {
    rule: oneOf(['velocity', 'shared_ip', 'many_ips', 'price_mismatch'], 'By which rule.'),
    subject: text('The player, the address (`shared_ip`), or ITEM/CURRENCY/PLAYER (`price_mismatch`).'),
    window_start: time('Start of the window; of `price_mismatch`, of the UTC day.'),
    evidence: {
      description: 'What the flag rests on.',
      anyOf: [
        object({ purchases: count('In the window, by the player.') }),
        object({ players: count('Different ones who bought from the address.') }),
        object({ ips: count('Different addresses from which the player bought.') }),
        object({ price: money('What the player paid.'), median: money('What is paid that day.') }),
      ],
    },
  },
  key: ['rule', 'subject', 'window_start'],
  example: {
    rule: 'velocity',
    subject: 'player_123',
    window_start: '2024-11-12T10:15:00.000Z',
    evidence: { purchases: 6 },
  },
};
