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

/** The rows are in the order of an index, so the first cost no sorting. */
export function itemRows(db: Db, selection: Selection = {}): ItemRow[] {
  const { where, values } = placeOf(selection);
  const [sold, item] = selection.reverse === true ? ['', 'DESC'] : ['DESC', ''];
  const lines = db
    .prepare(
      `SELECT i.*, r.currency, r.revenue_high, r.revenue_low
       FROM (SELECT * FROM items WHERE ${where} ORDER BY purchases ${sold}, item_id ${item} LIMIT ?) i
       JOIN item_revenue r ON r.item_id = i.item_id
       ORDER BY i.purchases ${sold}, i.item_id ${item}, r.currency`,
    )
    .all(...values, limitOf(selection)) as SoldLine[];
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

/** Two columns in opposite directions: of those as often sold as the cursor says, all are looked at. */
function placeOf({ item, after, reverse }: Selection): { where: string; values: (string | number)[] } {
  const terms: string[] = [];
  const values: (string | number)[] = [];
  if (item !== undefined) {
    terms.push('item_id = ?');
    values.push(item);
  }
  if (after !== undefined) {
    const [sold, name] = after as [number, string];
    terms.push(
      reverse === true
        ? 'purchases >= ? AND (purchases > ? OR item_id < ?)'
        : 'purchases <= ? AND (purchases < ? OR item_id > ?)',
    );
    values.push(sold, sold, name);
  }
  return { where: terms.length === 0 ? 'TRUE' : terms.join(' AND '), values };
}
