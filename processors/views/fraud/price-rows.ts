/**
 * The prices of markets that many have bought in, a row each, and a row for each player who has paid one. The median moves
 * along them, so that a purchase costs a step or two however many prices there are.
 */
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';
import type { Paid, PaidPrice } from './packed-prices.js';
import type { Standing } from './price-bounds.js';

export interface MarketKey {
  /** Start of the UTC day, ms since 1970. */
  readonly day: number;
  readonly itemId: string;
  readonly currency: string;
}

/** `?` for the key of a market. */
export const OF_MARKET = 'day = ? AND item_id = ? AND currency = ?';

/** Players read at a time: a market may have a million. */
const PAGE = 1000;

interface OneRow {
  get(...parameters: unknown[]): unknown;
}

export class PriceRows {
  readonly #priceBelow: OneRow;
  readonly #priceFrom: OneRow;
  readonly #paidBetween;
  readonly #histogram: BulkRows;
  readonly #players: BulkRows;

  constructor(db: Db) {
    const price = (which: string): OneRow =>
      db.prepare(`SELECT price, purchases FROM fraud_prices WHERE ${OF_MARKET} AND ${which} LIMIT 1`);
    this.#priceBelow = price('price < ? ORDER BY price DESC');
    this.#priceFrom = price('price >= ? ORDER BY price');
    this.#paidBetween = db.prepare(
      `SELECT price, player_id FROM fraud_price_players
       WHERE ${OF_MARKET} AND (price, player_id) > (?, ?) AND price < ? ORDER BY price, player_id LIMIT ${PAGE}`,
    );
    this.#histogram = new BulkRows(
      db,
      'INSERT INTO fraud_prices',
      5,
      `ON CONFLICT (day, item_id, currency, price) DO UPDATE SET purchases = purchases + excluded.purchases`,
    );
    this.#players = new BulkRows(db, 'INSERT OR IGNORE INTO fraud_price_players', 5);
  }

  add({ day, itemId, currency }: MarketKey, prices: readonly PaidPrice[]): void {
    for (const { price, purchases, players } of prices) {
      this.#histogram.put(day).put(itemId).put(currency).put(price).put(purchases);
      for (const player of players) {
        this.#players.put(day).put(itemId).put(currency).put(price).put(player);
      }
    }
  }

  flush(): void {
    this.#histogram.flush();
    this.#players.flush();
  }

  /**
   * Moves the median to where it belongs: value number ⌈n/2⌉.
   * @param added purchases since it was so, which are among the rows
   */
  standing(key: MarketKey, before: Standing, added: readonly PaidPrice[]): Standing {
    let { purchases, median, below } = before;
    for (const price of added) {
      purchases += price.purchases;
      if (price.price < median) below += price.purchases;
    }
    const rank = Math.ceil(purchases / 2);
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

  /** What was paid from one price on and below another, in pages. */
  *between({ day, itemId, currency }: MarketKey, from: number, end: number): Generator<Paid> {
    let last: Paid = { price: from, player_id: '' };
    for (;;) {
      const rows = this.#paidBetween.all(day, itemId, currency, last.price, last.player_id, end) as Paid[];
      yield* rows;
      if (rows.length < PAGE) return;
      last = rows.at(-1)!;
    }
  }
}

/** The price of the histogram that comes first; there is one, since the counts say so. */
function price(which: OneRow, { day, itemId, currency }: MarketKey, than: number) {
  return which.get(day, itemId, currency, than) as { price: number; purchases: number };
}
