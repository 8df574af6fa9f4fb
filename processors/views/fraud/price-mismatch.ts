/** `price_mismatch`: a price far off what an item costs in a currency on a day. */
import type { EventColumns } from '../../../schemas/index.js';
import type { Settings } from '../../../settings/settings.js';
import { DAY } from '../../rollups/rollup.js';
import { hasEnded } from '../../store/ended-windows.js';
import type { Db } from '../../store/open.js';
import type { Commit } from '../view.js';
import type { Flags } from './flags.js';
import { GatheredPrices } from './gathered-prices.js';
import { type MarketPurchases, Markets, type Moved } from './market.js';
import type { Paid } from './packed-prices.js';
import { type PriceBounds, priceBounds, UNBOUNDED } from './price-bounds.js';
import { type MarketChange, PriceFlags } from './price-flags.js';

export class PriceMismatch {
  /** Since the last commit. */
  readonly #gathered = new GatheredPrices();
  readonly #markets: Markets;
  readonly #priceFlags: PriceFlags;
  readonly #boundsOf: ReturnType<typeof priceBounds>;

  constructor(db: Db, flags: Flags, { thresholds }: Settings) {
    this.#markets = new Markets(db);
    this.#priceFlags = new PriceFlags(db, flags);
    this.#boundsOf = priceBounds(thresholds);
  }

  take(events: EventColumns<'purchase-events'>, rows: Int32Array, count: number): void {
    this.#gathered.take(events, rows, count);
  }

  write(commit: Commit): void {
    const markets = this.#gathered.markets().filter(({ day }) => !hasEnded(day, DAY, commit));
    this.#markets.add(markets).forEach((moved, i) => {
      const market = markets[i]!;
      const change = this.#changeOf(moved);
      this.#priceFlags.update(market, change, pricesOff(market, change.to), commit);
    });
  }

  clear(): void {
    this.#gathered.clear();
  }

  /** Flags anew, by these settings, what the prices of all markets say. */
  flagAll(): void {
    const silent = { report: () => undefined };
    for (const { standing, paid, ...market } of this.#markets.all()) {
      const { median } = standing;
      const change = { from: UNBOUNDED, to: this.#boundsOf(standing), median, isMedianNew: false, paid };
      this.#priceFlags.update(market, change, [], silent);
    }
  }

  #changeOf({ before, after, paid }: Moved): MarketChange {
    return {
      from: this.#boundsOf(before),
      to: this.#boundsOf(after),
      median: after.median,
      isMedianNew: before !== undefined && before.median !== after.median,
      paid,
    };
  }
}

/** A flag that is there already comes out as it was: it does not matter whether a player has paid that before. */
function pricesOff({ prices }: MarketPurchases, { upper, lower }: PriceBounds): Paid[] {
  const off: Paid[] = [];
  for (const { price, players } of prices) {
    if (price < upper && price > lower) continue;
    for (const player_id of players) off.push({ price, player_id });
  }
  return off;
}
