/**
 * A market: the purchases of an item in a currency on a day. Its median is kept beside its histogram of prices and
 * moves along it, so that a purchase costs a step or two however many prices there are.
 */
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import type { MarketPurchases } from './gathered-prices.js';
import type { Standing } from './price-bounds.js';

export interface MarketKey {
  /** Start of the UTC day, ms since 1970. */
  readonly day: number;
  readonly itemId: string;
  readonly currency: string;
}

interface MarketRow extends Standing {
  /** Purchases at prices under the median. */
  readonly below: number;
}

/** How a market stood before a commit, and how it stands with it. */
export interface Moved {
  readonly before: Standing | undefined;
  readonly after: Standing;
}

/** `?` for the key of a market. */
export const OF_MARKET = 'day = ? AND item_id = ? AND currency = ?';

interface OneRow {
  get(...parameters: unknown[]): unknown;
}

export class Markets {
  readonly #standing: OneRow;
  readonly #priceBelow: OneRow;
  readonly #priceFrom: OneRow;
  readonly #histogram: BulkRows;
  readonly #rows: BulkRows;

  constructor(db: Db) {
    this.#standing = db.prepare(`SELECT purchases, median, below FROM fraud_markets WHERE ${OF_MARKET}`);
    const price = (which: string): OneRow =>
      db.prepare(`SELECT price, purchases FROM fraud_prices WHERE ${OF_MARKET} AND ${which} LIMIT 1`);
    this.#priceBelow = price('price < ? ORDER BY price DESC');
    this.#priceFrom = price('price >= ? ORDER BY price');
    this.#histogram = new BulkRows(
      db,
      'INSERT INTO fraud_prices',
      5,
      `ON CONFLICT (day, item_id, currency, price) DO UPDATE SET purchases = purchases + excluded.purchases`,
    );
    this.#rows = new BulkRows(
      db,
      'INSERT INTO fraud_markets (day, item_id, currency, purchases, median, below)',
      6,
      `ON CONFLICT (day, item_id, currency)
       DO UPDATE SET purchases = excluded.purchases, median = excluded.median, below = excluded.below`,
    );
  }

  /** Adds purchases, each market once; says how each has moved. Those that are undefined are left out. */
  add(markets: readonly (MarketPurchases | undefined)[]): (Moved | undefined)[] {
    for (const market of markets) {
      if (market === undefined) continue;
      const { day, itemId, currency, prices } = market;
      for (const { price, purchases } of prices) {
        this.#histogram.put(day).put(itemId).put(currency).put(price).put(purchases);
      }
    }
    this.#histogram.flush();
    const moved = markets.map((market) => market && this.#move(market));
    this.#rows.flush();
    return moved;
  }

  #move(market: MarketPurchases): Moved {
    const { day, itemId, currency, prices } = market;
    const before = this.#standing.get(day, itemId, currency) as MarketRow | undefined;
    const after = this.#settle(market, withPurchases(before ?? startOf(prices), prices));
    this.#rows.put(day).put(itemId).put(currency).put(after.purchases).put(after.median).put(after.below);
    return { before, after };
  }

  /** Moves the median to where it belongs: value number ⌈n/2⌉. */
  #settle(key: MarketKey, { purchases, median: from, below: belowFrom }: MarketRow): MarketRow {
    const rank = Math.ceil(purchases / 2);
    let median = from;
    let below = belowFrom;
    while (below >= rank) {
      const lower = price(this.#priceBelow, key, median);
      median = lower.price;
      below -= lower.purchases;
    }
    for (;;) {
      const here = price(this.#priceFrom, key, median);
      median = here.price;
      if (below + here.purchases >= rank) return { purchases, median, below };
      below += here.purchases;
      median++;
    }
  }
}

/** The price of the histogram that comes first; there is one, since the counts say so. */
function price(which: OneRow, { day, itemId, currency }: MarketKey, than: number) {
  return which.get(day, itemId, currency, than) as { price: number; purchases: number };
}

/** A market without purchases, from whose lowest price the median may set out. */
function startOf(prices: MarketPurchases['prices']): MarketRow {
  let lowest = Number.POSITIVE_INFINITY;
  for (const { price } of prices) lowest = Math.min(lowest, price);
  return { purchases: 0, median: lowest, below: 0 };
}

/** The counts with new purchases in them, the median not moved yet. */
function withPurchases(row: MarketRow, prices: MarketPurchases['prices']): MarketRow {
  let { purchases, below } = row;
  for (const added of prices) {
    purchases += added.purchases;
    if (added.price < row.median) below += added.purchases;
  }
  return { purchases, median: row.median, below };
}
