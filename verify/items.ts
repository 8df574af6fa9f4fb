import type { Purchase } from './events.js';
import { decimal, micros, sum } from './exact.js';
import { distinct, groupBy, key, largest, least } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { DAY, isoDay, isoTime, windowStart } from './time.js';

export function items(purchases: Purchase[]): unknown[] {
  const rows = [...groupBy(purchases, (purchase) => purchase.item_id)].map(([item_id, of]) => ({
    item_id,
    ...sales(of),
    first_at: isoTime(least(of.map((purchase) => purchase.time))),
    last_at: isoTime(largest(of.map((purchase) => purchase.time))),
  }));
  return rows.sort((a, b) => compareNumbers(b.purchases, a.purchases) || compareUtf8(a.item_id, b.item_id));
}

export function itemDays(purchases: Purchase[]): unknown[] {
  const groups = groupBy(purchases, (purchase) => key(purchase.item_id, windowStart(purchase.time, DAY)));
  const rows = [...groups.values()].map((of) => ({
    item_id: of[0]!.item_id,
    day: isoDay(of[0]!.time),
    ...sales(of),
  }));
  return rows.sort((a, b) => compareUtf8(a.day, b.day) || compareUtf8(a.item_id, b.item_id));
}

function sales(purchases: Purchase[]) {
  return {
    purchases: purchases.length,
    buyers: distinct(purchases, (purchase) => purchase.player_id),
    revenue: revenue(purchases),
  };
}

/** The exact sum of the prices by currency, as decimal strings. */
export function revenue(purchases: Purchase[]): Record<string, string> {
  const totals = [...groupBy(purchases, (purchase) => purchase.currency)];
  totals.sort(([a], [b]) => compareUtf8(a, b));
  return Object.fromEntries(
    totals.map(([currency, of]) => [currency, decimal(sum(of.map((purchase) => micros(purchase.price))))]),
  );
}
