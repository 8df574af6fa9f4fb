/** Purchases since the last commit by market, price and player: columns in, grouped by number without an object for any. */
import type { Dictionary, EventColumns } from '../../../schemas/index.js';
import { toMillionths } from '../../rollups/decimal.js';
import { CellNumbers } from '../../rollups/gathered/cell-numbers.js';
import { PairNumbers } from '../../rollups/pair-numbers.js';
import { DAY } from '../../rollups/rollup.js';
import type { MarketKey } from './market.js';

/** A price in millionths is less than 2⁵⁰: its halves are two numbers of 32 bits. */
const HALF = 2 ** 32;

/** Purchases of a market since the last commit. */
export interface MarketPurchases extends MarketKey {
  /** In millionths. */
  readonly prices: { readonly price: number; readonly purchases: number }[];
}

export class GatheredPrices {
  /** Of an item and a currency. */
  readonly #goods = new PairNumbers();
  /** Of a day and goods. */
  readonly #markets = new PairNumbers();
  /** Of the halves of a price. */
  readonly #prices = new PairNumbers();
  /** Of a market and a price. */
  readonly #paid = new PairNumbers();
  /** Of what was paid and a player. */
  readonly #payers = new PairNumbers();
  readonly #purchases = new CellNumbers(0);
  #dictionary: Dictionary | undefined;

  take(events: EventColumns<'purchase-events'>, rows: Int32Array, count: number): void {
    const { time, numbers, texts } = events;
    this.#dictionary = events.dictionary;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const goods = this.#goods.numberOf(texts.item_id[row]!, texts.currency[row]!);
      const market = this.#markets.numberOf(Math.floor(time[row]! / DAY), goods);
      const price = toMillionths(numbers.price[row]!);
      const paid = this.#paid.numberOf(
        market,
        this.#prices.numberOf(Math.floor(price / HALF) | 0, price | 0),
      );
      this.#payers.numberOf(paid, texts.player_id[row]!);
      this.#purchases.reach(this.#paid.size)[paid]!++;
    }
  }

  /** In the order of their numbers. */
  markets(): MarketPurchases[] {
    const textOf = (code: number) => this.#dictionary!.textOf(code);
    const markets = Array.from({ length: this.#markets.size }, (_, number): MarketPurchases => {
      const goods = this.#markets.second[number]!;
      return {
        day: this.#markets.first[number]! * DAY,
        itemId: textOf(this.#goods.first[goods]!),
        currency: textOf(this.#goods.second[goods]!),
        prices: [],
      };
    });
    for (let paid = 0; paid < this.#paid.size; paid++) {
      const purchases = this.#purchases.of(paid);
      markets[this.#paid.first[paid]!]!.prices.push({ price: this.#priceOf(paid), purchases });
    }
    return markets;
  }

  /** Tells who paid what, each once; `market` is its number. */
  eachPayer(told: (market: number, price: number, playerId: string) => void): void {
    for (let payer = 0; payer < this.#payers.size; payer++) {
      const paid = this.#payers.first[payer]!;
      const player = this.#dictionary!.textOf(this.#payers.second[payer]!);
      told(this.#paid.first[paid]!, this.#priceOf(paid), player);
    }
  }

  clear(): void {
    for (const numbers of [this.#goods, this.#markets, this.#prices, this.#paid, this.#payers]) {
      numbers.clear();
    }
    this.#purchases.clear();
  }

  #priceOf(paid: number): number {
    const price = this.#paid.second[paid]!;
    return this.#prices.first[price]! * HALF + (this.#prices.second[price]! >>> 0);
  }
}
