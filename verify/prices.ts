import type { Settings } from '../settings/settings.js';
import type { Purchase } from './events.js';
import { decimal, micros } from './exact.js';
import { key, nearestRank, valueAt } from './groups.js';
import type { Names } from './names.js';
import { DAY, windowStart } from './time.js';

/** What was paid for one item in one currency on one day: purchase i is by `players[i]`, at `prices[i]` millionths. */
interface Market {
  readonly item_id: string;
  readonly currency: string;
  readonly day: number;
  readonly players: number[];
  /** At most 10¹⁵, so a double holds them. */
  readonly prices: number[];
}

export interface PriceFinding {
  readonly player: number;
  readonly subject: string;
  readonly day: number;
  readonly end: number;
  readonly evidence: { readonly price: string; readonly median: string };
}

/** Prices that are far off what others paid that day (`price_mismatch`). */
export class Prices {
  readonly #markets = new Map<string, Market>();

  constructor(
    readonly settings: Settings,
    readonly names: Names,
  ) {}

  add({ time, player_id, item_id, currency, price }: Purchase): void {
    const day = windowStart(time, DAY);
    const market = valueAt(this.#markets, key(item_id, currency, day), () => ({
      item_id,
      currency,
      day,
      players: [],
      prices: [],
    }));
    market.players.push(this.names.numberOf(player_id));
    market.prices.push(Number(micros(price)));
  }

  *findings(): Generator<PriceFinding> {
    for (const market of this.#markets.values()) yield* this.#findingsOf(market);
  }

  *#findingsOf({ item_id, currency, day, players, prices }: Market): Generator<PriceFinding> {
    const { price_mismatch_purchases, price_mismatch_ratio } = this.settings.thresholds;
    if (prices.length < price_mismatch_purchases) return;
    const m = BigInt(nearestRank(prices, 50, (a, b) => a - b)!);
    const ratio = micros(price_mismatch_ratio);
    const furthest = new Map<number, bigint>();
    prices.forEach((price, i) => {
      const p = BigInt(price);
      const isOff = p !== m && (p * ONE >= ratio * m || p * ratio <= m * ONE);
      if (!isOff) return;
      const known = furthest.get(players[i]!);
      if (known === undefined || isFurtherOff(p, known, m)) furthest.set(players[i]!, p);
    });
    for (const [player, price] of furthest) {
      yield {
        player,
        subject: `${item_id.replaceAll('~', '~0').replaceAll('/', '~1')}/${currency}/${this.names.nameOf(player)}`,
        day,
        end: day + DAY,
        evidence: { price: decimal(price), median: decimal(m) },
      };
    }
  }
}

/** A ratio of 1, in millionths. */
const ONE = 1_000_000n;

/** Whether a is further off the median than b: by max/min, x/0 being infinite, and at equal ratio by the larger price. */
function isFurtherOff(a: bigint, b: bigint, m: bigint): boolean {
  const [aMax, aMin] = a > m ? [a, m] : [m, a];
  const [bMax, bMin] = b > m ? [b, m] : [m, b];
  const order =
    aMin === 0n || bMin === 0n
      ? Number(aMin === 0n) - Number(bMin === 0n)
      : compareBigints(aMax * bMin, bMax * aMin);
  return order > 0 || (order === 0 && a > b);
}

function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
