/** Why a false flag was raised: the honest behaviour of the ground truth that lies behind it. */
import type { GroundTruth } from '../../generator/index.js';
import { DAY } from '../../processors/rollups/rollup.js';
import { partsOfPriceSubject } from '../../processors/store/price-subject.js';
import type { Flag } from './flags.js';

/** A sale or a regional price is off the usual price by so many per cent or more before a default threshold sees it. */
const DEEP_PERCENT = 60;

/** For no reason that was planted. */
export const BY_CHANCE = 'chance';

const LOOKALIKES: Readonly<Record<string, string>> = {
  carrier_evening: 'shared_ip',
  carrier_nat: 'shared_ip',
  family: 'shared_ip',
  big_spender: 'velocity',
  keen_buyer: 'velocity',
  two_addresses: 'many_ips',
};

/**
 * A function from a false flag to its cause: a kind of `near_misses`, `sale`, `regional_price`, `other_fraud` (the subject
 * committed fraud of another kind in that time), `hot` (a busy server), or `chance`.
 */
export function causesOf(truth: GroundTruth): (flag: Flag) => string {
  const lookalikes = truth.near_misses
    .filter(({ kind }) => kind in LOOKALIKES)
    // The carrier's address is in use all the time: what is rarer says more.
    .sort((a, b) => Number(a.kind === 'carrier_nat') - Number(b.kind === 'carrier_nat'));
  return (flag) => {
    const covers = (from: string, to: string) => flag.from <= Date.parse(to) && Date.parse(from) < flag.to;
    const other = truth.fraud.some(
      ({ kind, subject, from, to }) => kind !== flag.rule && subject === flag.subject && covers(from, to),
    );
    if (other) return 'other_fraud';
    if (flag.rule === 'price_mismatch') return priceCause(truth, flag);
    const hot = truth.hot_servers.some(
      ({ server_id, kind, from, to }) => server_id === flag.subject && kind === flag.rule && covers(from, to),
    );
    if (hot) return 'hot';
    const like = lookalikes.find(
      ({ kind, subject, from, to }) =>
        LOOKALIKES[kind] === flag.rule && subject === flag.subject && covers(from, to),
    );
    return like?.kind ?? BY_CHANCE;
  };
}

function priceCause(truth: GroundTruth, { subject, from }: Flag): string {
  const { itemId, currency } = partsOfPriceSubject(subject);
  const isOnSale = truth.sales.some(
    ({ item_id, percent, from: begins, to }) =>
      item_id === itemId &&
      percent >= DEEP_PERCENT &&
      Date.parse(begins) < from + DAY &&
      Date.parse(to) > from,
  );
  if (isOnSale) return 'sale';
  const isRegional = truth.regional_prices.some(
    (price) => price.item_id === itemId && price.currency === currency && price.percent >= DEEP_PERCENT,
  );
  return isRegional ? 'regional_price' : BY_CHANCE;
}
