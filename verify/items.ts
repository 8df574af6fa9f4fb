import type { Purchase } from './events.js';
import { decimal, micros } from './exact.js';
import { valueAt } from './groups.js';
import type { Names } from './names.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { DAY, isoDay, isoTime, windowStart } from './time.js';

/** Exact sums by currency, in millionths. */
export class Revenue {
  readonly #totals = new Map<string, bigint>();

  add({ currency, price }: Purchase): void {
    this.#totals.set(currency, (this.#totals.get(currency) ?? 0n) + micros(price));
  }

  /** As decimal strings. */
  shown(): Record<string, string> {
    const totals = [...this.#totals].sort(([a], [b]) => compareUtf8(a, b));
    return Object.fromEntries(totals.map(([currency, total]) => [currency, decimal(total)]));
  }
}

interface Sales {
  purchases: number;
  buyers: Set<number>;
  revenue: Revenue;
  first_at: number;
  last_at: number;
}

/** What was sold, by item and by item and day. */
export class Items {
  readonly #items = new Map<string, Sales>();
  readonly #days = new Map<number, Map<string, Sales>>();

  constructor(readonly players: Names) {}

  add(purchase: Purchase): void {
    const { time, item_id } = purchase;
    const day = valueAt(this.#days, windowStart(time, DAY), () => new Map<string, Sales>());
    const buyer = this.players.numberOf(purchase.player_id);
    for (const sales of [valueAt(this.#items, item_id, noSales), valueAt(day, item_id, noSales)]) {
      sales.purchases++;
      sales.buyers.add(buyer);
      sales.revenue.add(purchase);
      sales.first_at = Math.min(sales.first_at, time);
      sales.last_at = Math.max(sales.last_at, time);
    }
  }

  rows(): object[] {
    const items = [...this.#items].sort(
      ([a, { purchases: m }], [b, { purchases: n }]) => compareNumbers(n, m) || compareUtf8(a, b),
    );
    return items.map(([item_id, sales]) => ({
      item_id,
      ...sold(sales),
      first_at: isoTime(sales.first_at),
      last_at: isoTime(sales.last_at),
    }));
  }

  dayRows(horizon: number): object[] {
    const days = [...this.#days]
      .filter(([day]) => day + DAY > horizon)
      .sort(([a], [b]) => compareNumbers(a, b));
    return days.flatMap(([day, items]) =>
      [...items]
        .sort(([a], [b]) => compareUtf8(a, b))
        .map(([item_id, sales]) => ({ item_id, day: isoDay(day), ...sold(sales) })),
    );
  }
}

function noSales(): Sales {
  return {
    purchases: 0,
    buyers: new Set(),
    revenue: new Revenue(),
    first_at: Number.POSITIVE_INFINITY,
    last_at: Number.NEGATIVE_INFINITY,
  };
}

function sold({ purchases, buyers, revenue }: Sales) {
  return { purchases, buyers: buyers.size, revenue: revenue.shown() };
}
