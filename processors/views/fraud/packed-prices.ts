/**
 * The prices of a market that few have bought in, with who has paid them: packed in the row of the market. Most markets
 * stay that small, and a row for each player would cost ten times as much to write.
 */
import { PackedReader, putNumber, putTexts, takeBytes } from './packed-bytes.js';
import type { Standing } from './price-bounds.js';

/** Players and prices, each player once at a price, that a market names at most; of more, each has a row. */
export const MOST_PACKED = 64;

/** Purchases at a price, in millionths. */
export interface PaidPrice {
  readonly price: number;
  readonly purchases: number;
  /** Each once. */
  readonly players: readonly string[];
}

/** A price that a player has paid. */
export interface Paid {
  readonly price: number;
  readonly player_id: string;
}

type Packed = [price: number, purchases: number, players: string[]];

export class PackedPrices {
  /** How many players it names; at each price those that have paid it. */
  size = 0;
  /** In order. */
  readonly #prices: Packed[] = [];

  /** @param bytes what `toBytes` gave */
  static parse(bytes: Buffer): PackedPrices {
    const packed = new PackedPrices();
    const reader = new PackedReader(bytes);
    while (!reader.isOver) {
      const price: Packed = [reader.number(), reader.number(), reader.texts(reader.number())];
      packed.#prices.push(price);
      packed.size += price[2].length;
    }
    return packed;
  }

  /** Price, purchases, players; prices and players in order. */
  toBytes(): Uint8Array {
    for (const [price, purchases, players] of this.#prices) {
      putNumber(price);
      putNumber(purchases);
      putTexts(players);
    }
    return takeBytes();
  }

  /** Says how many players more it names. */
  add(added: readonly PaidPrice[]): number {
    const before = this.size;
    for (const { price, purchases, players } of added) {
      const here = this.#at(price);
      here[1] += purchases;
      for (const player of players) if (addTo(here[2], player)) this.size++;
    }
    return this.size - before;
  }

  all(): PaidPrice[] {
    return this.#prices.map(([price, purchases, players]) => ({ price, purchases, players }));
  }

  /** Value number ⌈n/2⌉. */
  standing(): Standing {
    let total = 0;
    for (const price of this.#prices) total += price[1];
    let below = 0;
    for (const [price, purchases] of this.#prices) {
      if (below + purchases >= total / 2) return { purchases: total, median: price, below };
      below += purchases;
    }
    throw new RangeError('a market without purchases has no median');
  }

  /** What was paid from one price on and below another. */
  between(from: number, end: number): Paid[] {
    const paid: Paid[] = [];
    for (const [price, , players] of this.#prices) {
      if (price < from || price >= end) continue;
      for (const player_id of players) paid.push({ price, player_id });
    }
    return paid;
  }

  #at(price: number): Packed {
    const prices = this.#prices;
    let at = prices.length;
    while (at > 0 && prices[at - 1]![0] > price) at--;
    const before = prices[at - 1];
    if (before?.[0] === price) return before;
    const here: Packed = [price, 0, []];
    prices.splice(at, 0, here);
    return here;
  }
}

/** Adds a player where it belongs in the order; says whether it was not there. */
function addTo(players: string[], player: string): boolean {
  let at = players.length;
  while (at > 0 && players[at - 1]! > player) at--;
  if (players[at - 1] === player) return false;
  players.splice(at, 0, player);
  return true;
}
