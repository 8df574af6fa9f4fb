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
  const ranges = rangesOf(selection);
  const [sold, item] = selection.reverse === true ? ['', 'DESC'] : ['DESC', ''];
  const parts = ranges.map(({ where }) => `SELECT * FROM items WHERE ${where}`);
  const lines = db
    .prepare(
      `SELECT i.*, r.currency, r.revenue_high, r.revenue_low
       FROM (${parts.join(' UNION ALL ')} ORDER BY purchases ${sold}, item_id ${item} LIMIT ?) i
       JOIN item_revenue r ON r.item_id = i.item_id
       ORDER BY i.purchases ${sold}, i.item_id ${item}, r.currency`,
    )
    .all(...ranges.flatMap(({ values }) => values), limitOf(selection)) as SoldLine[];
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

interface Range {
  where: string;
  values: (string | number)[];
}

/**
 * The two columns of the order go in opposite directions, so what comes after a place are two ranges of the index: what
 * was sold as often, and what was sold less (in reverse, more).
 */
function rangesOf({ item, after, reverse = false }: Selection): Range[] {
  const of: Range =
    item === undefined ? { where: 'TRUE', values: [] } : { where: 'item_id = ?', values: [item] };
  if (after === undefined) return [of];
  const [sold, name] = after as [number, string];
  const [less, later] = reverse ? ['>', '<'] : ['<', '>'];
  return [
    { where: `${of.where} AND purchases = ? AND item_id ${later} ?`, values: [...of.values, sold, name] },
    { where: `${of.where} AND purchases ${less} ?`, values: [...of.values, sold] },
  ];
}
