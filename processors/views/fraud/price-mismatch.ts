/** `price_mismatch`: a price far off what an item costs in a currency on a day. */
import type { PurchaseEvent } from '../../../schemas/index.js';
import type { Settings } from '../../../settings/settings.js';
import { toMillionths } from '../../rollups/decimal.js';
import { DAY, windowStart } from '../../rollups/rollup.js';
import { hasEnded } from '../../store/ended-windows.js';
import type { Db } from '../../store/open.js';
import type { Commit } from '../view.js';
import type { Flags } from './flags.js';
import { type MarketKey, type MarketPurchases, Markets } from './market.js';
import { priceBounds, UNBOUNDED } from './price-bounds.js';
import { type Paid, PriceFlags } from './price-flags.js';

/** A market's purchases as they are gathered. */
interface Gathered extends MarketKey {
  readonly prices: Map<number, { purchases: number; players: Set<string> }>;
}

/** Markets read at a time. */
const PAGE = 1000;

export class PriceMismatch {
  /** Since the last commit. */
  readonly #gathered = new Map<string, Gathered>();
  readonly #markets: Markets;
  readonly #priceFlags: PriceFlags;
  readonly #boundsOf: ReturnType<typeof priceBounds>;

  constructor(
    readonly db: Db,
    readonly flags: Flags,
    { thresholds }: Settings,
  ) {
    this.#markets = new Markets(db);
    this.#priceFlags = new PriceFlags(db, flags);
    this.#boundsOf = priceBounds(thresholds);
  }

  add({ player_id, item_id, currency, price }: PurchaseEvent, time: number): void {
    const market = this.#marketOf(windowStart(time, DAY), item_id, currency);
    const millionths = toMillionths(price);
    const paid = market.prices.get(millionths);
    if (paid === undefined) market.prices.set(millionths, { purchases: 1, players: new Set([player_id]) });
    else {
      paid.purchases++;
      paid.players.add(player_id);
    }
  }

  write(commit: Commit): void {
    for (const market of this.#gathered.values()) {
      if (!hasEnded(market.day, DAY, commit)) this.#writeMarket(market, commit);
    }
  }

  clear(): void {
    this.#gathered.clear();
  }

  /** Flags anew, by these settings, what the prices of all markets say. */
  flagAll(): void {
    const silent = { report: () => undefined };
    for (const { median, purchases, ...market } of this.#allMarkets()) {
      const to = this.#boundsOf({ purchases, median });
      this.#priceFlags.update(market, { from: UNBOUNDED, to, median, isMedianNew: false }, [], silent);
    }
  }

  /** A currency has three letters and follows digits, so no two markets have the same text. */
  #marketOf(day: number, itemId: string, currency: string): Gathered {
    const key = `${day}${currency}${itemId}`;
    let market = this.#gathered.get(key);
    if (market === undefined) {
      market = { day, itemId, currency, prices: new Map() };
      this.#gathered.set(key, market);
    }
    return market;
  }

  #writeMarket(market: MarketPurchases, commit: Commit): void {
    const before = this.#markets.standing(market);
    const after = this.#markets.add(market, before);
    const change = {
      from: this.#boundsOf(before),
      to: this.#boundsOf(after),
      median: after.median,
      isMedianNew: before !== undefined && before.median !== after.median,
    };
    this.#priceFlags.update(market, change, this.#insertNew(market), commit);
  }

  /** What the market's players had not paid before. */
  #insertNew({ day, itemId, currency, prices }: MarketPurchases): Paid[] {
    const insert = this.db.prepare('INSERT OR IGNORE INTO fraud_price_players VALUES (?, ?, ?, ?, ?)');
    const added: Paid[] = [];
    for (const [price, { players }] of prices) {
      for (const player_id of players) {
        if (insert.run(day, itemId, currency, price, player_id).changes > 0) added.push({ price, player_id });
      }
    }
    return added;
  }

  *#allMarkets(): Generator<MarketKey & { purchases: number; median: number }> {
    const select = this.db.prepare(
      `SELECT day, item_id AS itemId, currency, purchases, median FROM fraud_markets
       WHERE (day, item_id, currency) > (?, ?, ?) ORDER BY day, item_id, currency LIMIT ${PAGE}`,
    );
    let last: MarketKey = { day: -1, itemId: '', currency: '' };
    for (;;) {
      const rows = select.all(last.day, last.itemId, last.currency);
      yield* rows;
      if (rows.length < PAGE) return;
      last = rows.at(-1)!;
    }
  }
}
