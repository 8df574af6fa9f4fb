/**
 * A market: the purchases of an item in a currency on a day. Its median is kept beside its histogram of prices and
 * moves along it, so that a purchase costs a step or two however many prices there are.
 */
import type { Db } from '../../store/open.js';
import type { Standing } from './price-bounds.js';

export interface MarketKey {
  /** Start of the UTC day, ms since 1970. */
  readonly day: number;
  readonly itemId: string;
  readonly currency: string;
}

/** Purchases of a market since the last commit, by price in millionths. */
export interface MarketPurchases extends MarketKey {
  readonly prices: ReadonlyMap<number, { readonly purchases: number; readonly players: ReadonlySet<string> }>;
}

interface MarketRow extends Standing {
  /** Purchases at prices under the median. */
  readonly below: number;
}

/** `?` for the key of a market. */
export const OF_MARKET = 'day = ? AND item_id = ? AND currency = ?';

export class Markets {
  constructor(readonly db: Db) {}

  standing({ day, itemId, currency }: MarketKey): MarketRow | undefined {
    return this.db
      .prepare(`SELECT purchases, median, below FROM fraud_markets WHERE ${OF_MARKET}`)
      .get(day, itemId, currency) as MarketRow | undefined;
  }

  /** Adds purchases to a market that stood as `before`; says how it stands now. */
  add(market: MarketPurchases, before: MarketRow | undefined): Standing {
    const { day, itemId, currency, prices } = market;
    const histogram = this.db.prepare(
      `INSERT INTO fraud_prices VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (day, item_id, currency, price) DO UPDATE SET purchases = purchases + excluded.purchases`,
    );
    for (const [price, { purchases }] of prices) histogram.run(day, itemId, currency, price, purchases);
    const after = this.#settle(market, withPurchases(before ?? startOf(prices), prices));
    this.db
      .prepare(
        `INSERT INTO fraud_markets VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (day, item_id, currency)
         DO UPDATE SET purchases = excluded.purchases, median = excluded.median, below = excluded.below`,
      )
      .run(day, itemId, currency, after.purchases, after.median, after.below);
    return after;
  }

  /** Moves the median to where it belongs: value number ⌈n/2⌉. */
  #settle(key: MarketKey, { purchases, median: from, below: belowFrom }: MarketRow): MarketRow {
    const rank = Math.ceil(purchases / 2);
    let median = from;
    let below = belowFrom;
    while (below >= rank) {
      const lower = this.#price(key, 'price < ? ORDER BY price DESC', median);
      median = lower.price;
      below -= lower.purchases;
    }
    for (;;) {
      const here = this.#price(key, 'price >= ? ORDER BY price', median);
      median = here.price;
      if (below + here.purchases >= rank) return { purchases, median, below };
      below += here.purchases;
      median++;
    }
  }

  /** The price of the histogram that comes first; there is one, since the counts say so. */
  #price({ day, itemId, currency }: MarketKey, which: string, price: number) {
    return this.db
      .prepare(`SELECT price, purchases FROM fraud_prices WHERE ${OF_MARKET} AND ${which} LIMIT 1`)
      .get(day, itemId, currency, price) as { price: number; purchases: number };
  }
}

/** A market without purchases, from whose lowest price the median may set out. */
function startOf(prices: MarketPurchases['prices']): MarketRow {
  let lowest = Number.POSITIVE_INFINITY;
  for (const price of prices.keys()) lowest = Math.min(lowest, price);
  return { purchases: 0, median: lowest, below: 0 };
}

/** The counts with new purchases in them, the median not moved yet. */
function withPurchases(row: MarketRow, prices: MarketPurchases['prices']): MarketRow {
  let { purchases, below } = row;
  for (const [price, added] of prices) {
    purchases += added.purchases;
    if (price < row.median) below += added.purchases;
  }
  return { purchases, median: row.median, below };
}
