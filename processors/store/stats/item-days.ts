/** `stats item-days`: sales by item and UTC day. */
import { DAY } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { iso } from './iso.js';
import { keptTimesOf } from './kept.js';
import { keyset } from './keyset.js';
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

export function itemDayRows(db: Db, selection: Selection = {}): ItemDayRow[] {
  const { where, values, order } = keyset(['day', 'item_id'], selection, {
    times: keptTimesOf(db, 'purchase-events', DAY, selection),
    equal: { item_id: selection.item },
  });
  const descending = selection.reverse === true ? 'DESC' : '';
  const lines = db
    .prepare(
      `SELECT d.*, r.currency, r.revenue_high, r.revenue_low
       FROM (SELECT * FROM item_days WHERE ${where} ORDER BY ${order} LIMIT ?) d
       JOIN item_day_revenue r ON r.day = d.day AND r.item_id = d.item_id
       ORDER BY d.day ${descending}, d.item_id ${descending}, r.currency`,
    )
    .all(...values, limitOf(selection)) as SoldLine[];
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
