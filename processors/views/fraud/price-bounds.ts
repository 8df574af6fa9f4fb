/** From where on a price is off its median. All in millionths, which are whole numbers. */
import type { Thresholds } from '../../../settings/settings.js';
import { toMillionths, UNIT } from '../../rollups/decimal.js';

/** A price is off when it is `upper` or more, or `lower` or less. */
export interface PriceBounds {
  readonly upper: number;
  readonly lower: number;
}

/** Above every price there is (10⁹ units). */
const BEYOND = 1e15 + 1;

/** Medians whose bounds are kept. */
const MOST_KNOWN = 1024;

/** No price is off. */
export const UNBOUNDED: PriceBounds = { upper: BEYOND, lower: -1 };

/** What is known of an item's prices in a currency on a day. */
export interface Standing {
  readonly purchases: number;
  readonly median: number;
  /** Purchases at prices under the median. */
  readonly below: number;
}

/**
 * The smallest p ≥ ratio·m and the largest p with ratio·p ≤ m, but never m itself. The ratio is rounded as prices are, and
 * the rest is exact: 2.2 times 5 is 11.
 */
export function priceBounds({
  price_mismatch_purchases: least,
  price_mismatch_ratio,
}: Thresholds): (standing: Standing | undefined) => PriceBounds {
  const ratio = BigInt(toMillionths(price_mismatch_ratio));
  const one = BigInt(UNIT);
  const boundsOf = (of: number): PriceBounds => {
    const median = BigInt(of);
    const upper = Number((median * ratio + one - 1n) / one);
    const lower = Number((median * one) / ratio);
    return {
      upper: Math.min(Math.max(upper, of + 1), BEYOND),
      lower: Math.min(lower, of - 1),
    };
  };
  // Most medians are one of few prices.
  const known = new Map<number, PriceBounds>();
  return (standing) => {
    if (standing === undefined || standing.purchases < least) return UNBOUNDED;
    const { median } = standing;
    let bounds = known.get(median);
    if (bounds === undefined) {
      if (known.size === MOST_KNOWN) known.clear();
      bounds = boundsOf(median);
      known.set(median, bounds);
    }
    return bounds;
  };
}
