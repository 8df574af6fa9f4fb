/** `stats item-days`: sales by item and UTC day. */
import { DAY } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { iso } from './iso.js';
import { keptTimesOf } from './kept.js';
import { type Revenue, type RevenueLine, withRevenue } from './revenue.js';
import { limitOf, type Selection } from './selection.js';

export interface ItemDayRow {
  item_id: string;
  /** `2024-11-12` */
  day: string;
  purchases: number;
  buyers: number;
  revenue: Revenue;
}

interface SoldLine extends RevenueLine {
  day: number;
  item_id: string;
  purchases: number;
  buyers: number;
}

/** Of a selection, `from` and `to` (by the start of the day), `item` and `limit` narrow. */
export function itemDayRows(db: Db, selection: Selection = {}): ItemDayRow[] {
  const { item } = selection;
  const lines = db
    .prepare(
      `SELECT d.*, r.currency, r.revenue_high, r.revenue_low
       FROM (SELECT * FROM item_days WHERE day >= ? AND day < ? ${item === undefined ? '' : 'AND item_id = ?'}
             ORDER BY day, item_id LIMIT ?) d
       JOIN item_day_revenue r ON r.day = d.day AND r.item_id = d.item_id
       ORDER BY d.day, d.item_id, r.currency`,
    )
    .all(
      ...keptTimesOf(db, 'purchase-events', DAY, selection),
      ...(item === undefined ? [] : [item]),
      limitOf(selection),
    ) as SoldLine[];
  return withRevenue(lines, (a, b) => a.day === b.day && a.item_id === b.item_id).map(
    ({ item_id, day, purchases, buyers, revenue }) => ({
      item_id,
      day: iso(day).slice(0, 10),
      purchases,
      buyers,
      revenue,
    }),
  );
}
