/** The roll-up `items`, with an index by what sells: `stats items` reads its first rows however many items there are. */
import { items } from '../rollups/index.js';
import { rollupKind } from './rollup-view.js';
import type { ViewKind } from './view.js';

const kind = rollupKind('purchase-events', () => items);

export const rankedItems: ViewKind<'purchase-events'> = {
  ...kind,
  ddl: (settings) => [
    ...kind.ddl(settings),
    'CREATE INDEX items_by_purchases ON items (purchases DESC, item_id)',
  ],
};
