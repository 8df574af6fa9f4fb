/** Purchases since the last commit by market, price and player: columns in, grouped by number without an object for any. */
import type { Dictionary, EventColumns } from '../../../schemas/index.js';
import { toMillionths } from '../../rollups/decimal.js';
import { CellNumbers } from '../../rollups/gathered/cell-numbers.js';
import { PairNumbers } from '../../rollups/pair-numbers.js';
import { DAY } from '../../rollups/rollup.js';
import type { MarketPurchases } from './market.js';
import type { PaidPrice } from './packed-prices.js';

/** A price in millionths is less than 2⁵⁰: its halves are two numbers of 32 bits. */
const HALF = 2 ** 32;

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

  markets(): MarketPurchases[] {
    const textOf = (code: number) => this.#dictionary!.textOf(code);
    const prices = Array.from({ length: this.#markets.size }, (): PaidPrice[] => []);
    const players = Array.from({ length: this.#paid.size }, (_, paid): string[] => {
      const payers: string[] = [];
      const purchases = this.#purchases.of(paid);
      prices[this.#paid.first[paid]!]!.push({ price: this.#priceOf(paid), purchases, players: payers });
      return payers;
    });
    for (let payer = 0; payer < this.#payers.size; payer++) {
      players[this.#payers.first[payer]!]!.push(textOf(this.#payers.second[payer]!));
    }
    return prices.map((prices, market) => {
      const goods = this.#markets.second[market]!;
      const itemId = textOf(this.#goods.first[goods]!);
      const currency = textOf(this.#goods.second[goods]!);
      return { day: this.#markets.first[market]! * DAY, itemId, currency, prices };
    });
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
