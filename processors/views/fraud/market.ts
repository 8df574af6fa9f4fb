/**
 * A market: the purchases of an item in a currency on a day. Its median is kept beside its prices, which stand in its row
 * while few have bought in it, and in rows of their own from then on. Those in use stay in memory.
 */
import { BulkRows } from '../../store/bulk-rows.js';
import { Generations } from '../../store/generations.js';
import type { Db } from '../../store/open.js';
import { MOST_PACKED, PackedPrices, type Paid, type PaidPrice } from './packed-prices.js';
import type { Standing } from './price-bounds.js';
import { type MarketKey, OF_MARKET, PriceRows } from './price-rows.js';

/** Players and prices that a generation in memory holds. */
const MOST_KEPT = 131_072;

/** Markets read at a time. */
const PAGE = 1000;

/** Purchases of a market since the last commit. */
export interface MarketPurchases extends MarketKey {
  readonly prices: readonly PaidPrice[];
}

/** Where it says what was paid in a market from one price on and below another. */
export interface PaidPrices {
  between(from: number, end: number): Iterable<Paid>;
}

/** How a market stood before a commit, and how it stands with it. */
export interface Moved {
  readonly before: Standing | undefined;
  readonly after: Standing;
  readonly paid: PaidPrices;
}

interface Market {
  readonly day: number;
  /** Undefined of one that is new. */
  standing: Standing | undefined;
  /** Undefined where they have rows of their own. */
  prices: PackedPrices | undefined;
}

interface MarketRow extends Standing {
  readonly prices: Buffer | null;
}

const COLUMNS = 'day, item_id, currency, purchases, median, below, prices';

export class Markets {
  readonly #rows: PriceRows;
  readonly #kept = new Generations<string, Market>(({ prices }) => 1 + (prices?.size ?? 0));
  /** A market of a later day that is not in memory has no row. */
  #lastDay: number;
  readonly #find;
  readonly #upsert: BulkRows;

  constructor(readonly db: Db) {
    this.#rows = new PriceRows(db);
    const last = db.prepare('SELECT max(day) FROM fraud_markets').pluck().get() as number | null;
    this.#lastDay = last ?? Number.NEGATIVE_INFINITY;
    this.#find = db.prepare(`SELECT purchases, median, below, prices FROM fraud_markets WHERE ${OF_MARKET}`);
    this.#upsert = new BulkRows(
      db,
      `INSERT INTO fraud_markets (${COLUMNS})`,
      7,
      `ON CONFLICT (day, item_id, currency) DO UPDATE SET purchases = excluded.purchases,
         median = excluded.median, below = excluded.below, prices = excluded.prices`,
    );
  }

  /** Adds purchases, each market once; says how each has moved. */
  add(added: readonly MarketPurchases[]): Moved[] {
    const markets = added.map((each) => {
      const market = this.#marketOf(each);
      this.#addTo(market, each);
      return market;
    });
    this.#rows.flush();
    const moved = markets.map((market, i) => this.#settle(market, added[i]!));
    this.#upsert.flush();
    if (this.#kept.weight > MOST_KEPT) {
      this.#kept.turn(({ day }) => {
        this.#lastDay = Math.max(this.#lastDay, day);
      });
    }
    return moved;
  }

  /** All there are, as they stand. */
  *all(): Generator<MarketKey & { readonly standing: Standing; readonly paid: PaidPrices }> {
    const select = this.db.prepare(
      `SELECT ${COLUMNS} FROM fraud_markets
       WHERE (day, item_id, currency) > (?, ?, ?) ORDER BY day, item_id, currency LIMIT ${PAGE}`,
    );
    let last = { day: -1, item_id: '', currency: '' };
    for (;;) {
      const rows = select.all(last.day, last.item_id, last.currency) as (typeof last & MarketRow)[];
      for (const { day, item_id: itemId, currency, prices, ...standing } of rows) {
        const key = { day, itemId, currency };
        yield { ...key, standing, paid: this.#paid(key, parsed(prices)) };
      }
      if (rows.length < PAGE) return;
      last = rows.at(-1)!;
    }
  }

  #marketOf({ day, itemId, currency }: MarketKey): Market {
    const name = `${currency}${day} ${itemId}`;
    let market = this.#kept.get(name);
    if (market !== undefined) return market;
    const row =
      day > this.#lastDay ? undefined : (this.#find.get(day, itemId, currency) as MarketRow | undefined);
    if (row === undefined) market = { day, standing: undefined, prices: new PackedPrices() };
    else {
      const { prices, ...standing } = row;
      market = { day, standing, prices: parsed(prices) };
    }
    this.#kept.add(name, market);
    return market;
  }

  #addTo(market: Market, added: MarketPurchases): void {
    const { prices } = market;
    let players = 0;
    for (const price of added.prices) players += price.players.length;
    // So many are not looked for one by one.
    const areMany = players > MOST_PACKED;
    if (prices !== undefined && !areMany) {
      for (let more = prices.add(added.prices); more > 0; more--) this.#kept.grow();
    }
    if (prices !== undefined && (areMany || prices.size > MOST_PACKED)) {
      this.#rows.add(added, prices.all());
      market.prices = undefined;
      if (!areMany) return;
    }
    if (market.prices === undefined) this.#rows.add(added, added.prices);
  }

  #settle(market: Market, added: MarketPurchases): Moved {
    const before = market.standing;
    const { day, itemId, currency, prices } = added;
    const after = market.prices?.standing() ?? this.#rows.standing(added, before ?? startOf(prices), prices);
    market.standing = after;
    const { purchases, median, below } = after;
    this.#upsert.put(day).put(itemId).put(currency).put(purchases).put(median).put(below);
    this.#upsert.put(market.prices?.toBytes() ?? null);
    return { before, after, paid: this.#paid(added, market.prices) };
  }

  #paid(key: MarketKey, prices: PackedPrices | undefined): PaidPrices {
    return prices ?? { between: (from, end) => this.#rows.between(key, from, end) };
  }
}

function parsed(prices: Buffer | null): PackedPrices | undefined {
  return prices === null ? undefined : PackedPrices.parse(prices);
}

/** A market without purchases, from whose lowest price the median may set out. */
function startOf(prices: readonly PaidPrice[]): Standing {
  let lowest = Number.POSITIVE_INFINITY;
  for (const { price } of prices) lowest = Math.min(lowest, price);
  return { purchases: 0, median: lowest, below: 0 };
}
