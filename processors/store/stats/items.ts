/** `stats items`: sales by item, the most sold first. */
import type { Db } from '../open.js';
import { iso } from './iso.js';
import { type Revenue, type RevenueLine, withRevenue } from './revenue.js';
import { limitOf, type Selection } from './selection.js';

export interface ItemRow {
  item_id: string;
  purchases: number;
  buyers: number;
  revenue: Revenue;
  first_at: string;
  last_at: string;
}

interface SoldLine extends RevenueLine {
  item_id: string;
  purchases: number;
  buyers: number;
  first_at: number;
  last_at: number;
}

/** Of a selection, `item` and `limit` narrow. The rows are in the order of an index, so the first cost no sorting. */
export function itemRows(db: Db, selection: Selection = {}): ItemRow[] {
  const { item } = selection;
  const lines = db
    .prepare(
      `SELECT i.*, r.currency, r.revenue_high, r.revenue_low
       FROM (SELECT * FROM items ${item === undefined ? '' : 'WHERE item_id = ?'}
             ORDER BY purchases DESC, item_id LIMIT ?) i
       JOIN item_revenue r ON r.item_id = i.item_id
       ORDER BY i.purchases DESC, i.item_id, r.currency`,
    )
    .all(...(item === undefined ? [] : [item]), limitOf(selection)) as SoldLine[];
  return withRevenue(lines, (a, b) => a.item_id === b.item_id).map(
    ({ item_id, purchases, buyers, revenue, first_at, last_at }) => ({
      item_id,
      purchases,
      buyers,
      revenue,
      first_at: iso(first_at),
      last_at: iso(last_at),
    }),
  );
}
