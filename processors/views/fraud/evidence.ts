/** What a flag rests on, as `stats fraud` shows it (docs/data-dictionary.md). Prices are millionths, rounded. */
import { decimalString } from '../../rollups/decimal.js';

/** The rules that count, by the name of what they count. */
export const COUNTED = { velocity: 'purchases', shared_ip: 'players', many_ips: 'ips' } as const;

export type CountedRule = keyof typeof COUNTED;
export type FraudRule = CountedRule | 'price_mismatch';

export type Evidence =
  | { readonly purchases: number }
  | { readonly players: number }
  | { readonly ips: number }
  /** Decimal strings. */
  | { readonly price: string; readonly median: string };

export function countEvidence(rule: CountedRule, count: number): Evidence {
  return { [COUNTED[rule]]: count } as unknown as Evidence;
}

/** A player's prices that are off: the highest of those above the median, the lowest of those below; null for none. */
export interface PricesOff {
  readonly highest: number | null;
  readonly lowest: number | null;
}

export function priceEvidence(off: PricesOff, median: number): Evidence {
  return {
    price: decimalString(BigInt(furthest(off, median))),
    median: decimalString(BigInt(median)),
  };
}

/**
 * The one with the larger ratio to the median, of equals the higher. `highest / median ≥ median / lowest` is asked
 * without dividing, so that a price of zero is infinitely far off.
 */
function furthest({ highest, lowest }: PricesOff, median: number): number {
  if (highest === null || lowest === null) return (highest ?? lowest)!;
  return BigInt(highest) * BigInt(lowest) >= BigInt(median) * BigInt(median) ? highest : lowest;
}
