/** `stats items`: sales by item, the most sold first. */
import { decimalString } from '../../rollups/decimal.js';
import type { Db } from '../open.js';
import { wholeSum } from '../rollup-table.js';
import { iso } from './iso.js';

export interface ItemRow {
  item_id: string;
  purchases: number;
  buyers: number;
  /** Decimal strings by currency. */
  revenue: Record<string, string>;
  first_at: string;
  last_at: string;
}

interface SoldRow {
  item_id: string;
  purchases: number;
  buyers: number;
  first_at: number;
  last_at: number;
}

export function itemRows(db: Db): ItemRow[] {
  const revenues = revenueByItem(db);
  const rows = db
    .prepare(
      'SELECT item_id, purchases, buyers, first_at, last_at FROM items ORDER BY purchases DESC, item_id',
    )
    .all() as SoldRow[];
  return rows.map(({ item_id, purchases, buyers, first_at, last_at }) => ({
    item_id,
    purchases,
    buyers,
    revenue: revenues.get(item_id) ?? {},
    first_at: iso(first_at),
    last_at: iso(last_at),
  }));
}

function revenueByItem(db: Db): Map<string, Record<string, string>> {
  const rows = db
    .prepare(
      'SELECT item_id, currency, revenue_high, revenue_low FROM item_revenue ORDER BY item_id, currency',
    )
    .all() as { item_id: string; currency: string; revenue_high: number; revenue_low: number }[];
  const revenues = new Map<string, Record<string, string>>();
  for (const { item_id, currency, revenue_high, revenue_low } of rows) {
    const revenue = revenues.get(item_id) ?? {};
    revenue[currency] = decimalString(wholeSum(revenue_high, revenue_low));
    revenues.set(item_id, revenue);
  }
  return revenues;
}
