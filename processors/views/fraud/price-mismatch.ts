/** `price_mismatch`: a price far off what an item costs in a currency on a day. */
import type { EventColumns } from '../../../schemas/index.js';
import type { Settings } from '../../../settings/settings.js';
import { DAY } from '../../rollups/rollup.js';
import { BulkRows } from '../../store/bulk-rows.js';
import { hasEnded } from '../../store/ended-windows.js';
import type { Db } from '../../store/open.js';
import type { Commit } from '../view.js';
import type { Flags } from './flags.js';
import { GatheredPrices, type MarketPurchases } from './gathered-prices.js';
import { type MarketKey, Markets } from './market.js';
import { type PriceBounds, priceBounds, type Standing, UNBOUNDED } from './price-bounds.js';
import { type MarketChange, type Paid, PriceFlags } from './price-flags.js';

/** Markets read at a time. */
const PAGE = 1000;

/** A market that a commit touches. */
interface Touched {
  readonly market: MarketPurchases;
  readonly change: MarketChange;
  /** What was paid that is off. */
  readonly off: Paid[];
}

export class PriceMismatch {
  /** Since the last commit. */
  readonly #gathered = new GatheredPrices();
  readonly #markets: Markets;
  readonly #priceFlags: PriceFlags;
  readonly #boundsOf: ReturnType<typeof priceBounds>;
  readonly #players: BulkRows;

  constructor(
    readonly db: Db,
    readonly flags: Flags,
    { thresholds }: Settings,
  ) {
    this.#markets = new Markets(db);
    this.#priceFlags = new PriceFlags(db, flags);
    this.#boundsOf = priceBounds(thresholds);
    this.#players = new BulkRows(db, 'INSERT OR IGNORE INTO fraud_price_players', 5);
  }

  take(events: EventColumns<'purchase-events'>, rows: Int32Array, count: number): void {
    this.#gathered.take(events, rows, count);
  }

  write(commit: Commit): void {
    const markets = this.#gathered.markets();
    const kept = markets.map((market) => (hasEnded(market.day, DAY, commit) ? undefined : market));
    const changes = this.#markets.add(kept);
    const touched = kept.map((market, i): Touched | undefined => {
      return market && { market, change: this.#changeOf(changes[i]!), off: [] };
    });
    this.#writePlayers(touched);
    for (const each of touched) {
      if (each !== undefined) this.#priceFlags.update(each.market, each.change, each.off, commit);
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

  #changeOf({ before, after }: { before: Standing | undefined; after: Standing }): MarketChange {
    return {
      from: this.#boundsOf(before),
      to: this.#boundsOf(after),
      median: after.median,
      isMedianNew: before !== undefined && before.median !== after.median,
    };
  }

  /** A flag that is there already comes out as it was: it does not matter whether the player has paid that before. */
  #writePlayers(touched: readonly (Touched | undefined)[]): void {
    this.#gathered.eachPayer((number, price, player_id) => {
      const each = touched[number];
      if (each === undefined) return;
      const { day, itemId, currency } = each.market;
      this.#players.put(day).put(itemId).put(currency).put(price).put(player_id);
      if (isOff(price, each.change.to)) each.off.push({ price, player_id });
    });
    this.#players.flush();
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

function isOff(price: number, { upper, lower }: PriceBounds): boolean {
  return price >= upper || price <= lower;
}
