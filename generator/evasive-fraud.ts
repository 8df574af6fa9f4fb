import { anyItem, Fraudster, type Scheme, tampering } from './fraud.js';
import { playerId } from './ids.js';
import { PlantedPurchases } from './planted-log.js';
import type { Prng } from './prng.js';
import { accounts, type PlannedPurchase, somebodyAway } from './purchase-burst.js';
import type { World } from './world.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Fraud that the rules of the data dictionary do not see: half on each side of a window's end, or by prices that stay near or alone. */
export function employEvaders(world: World): void {
  new Fraudster(world, straddlingCard, 'velocity/straddling', 2);
  new Fraudster(world, straddlingFarm, 'shared_ip/straddling', 2);
  new Fraudster(world, straddlingProxies, 'many_ips/straddling', 2);
  new Fraudster(world, rareItem, 'price_mismatch/rare_item', 4);
  new Fraudster(world, modestTampering, 'price_mismatch/modest', 2);
}

/** Eight purchases within a minute, four in each of two windows. */
function straddlingCard(world: World, prng: Prng, now: number): Scheme {
  const player = somebodyAway(world, prng);
  const ip = world.addresses.home(player);
  const purchases = Array.from({ length: 8 }, () => ({ player, ip, item: anyItem(world, prng) }));
  return {
    ...acrossWindows(now, MINUTE, purchases, 5 * SECOND),
    record: new PlantedPurchases('velocity', playerId(player), undefined, 'straddling'),
  };
}

/** Six accounts on one machine within minutes, three in each of two windows. */
function straddlingFarm(world: World, prng: Prng, now: number): Scheme {
  const ip = world.addresses.rented(prng.below(65_536));
  const purchases = accounts(world, prng, 6).map((player) => ({ player, ip, item: anyItem(world, prng) }));
  return {
    ...acrossWindows(now, 10 * MINUTE, purchases, 40 * SECOND),
    record: new PlantedPurchases('shared_ip', ip, undefined, 'straddling'),
  };
}

/** Four addresses within minutes, two in each of two windows. */
function straddlingProxies(world: World, prng: Prng, now: number): Scheme {
  const player = somebodyAway(world, prng);
  const first = prng.below(65_536);
  const purchases = Array.from({ length: 4 }, (_, index) => {
    return { player, ip: world.addresses.rented(first + index * 977), item: anyItem(world, prng) };
  });
  return {
    ...acrossWindows(now, 10 * MINUTE, purchases, 40 * SECOND),
    record: new PlantedPurchases('many_ips', playerId(player), undefined, 'straddling'),
  };
}

/** Next to nothing for an item that too few buy in that currency for a day to have a median. */
function rareItem(world: World, prng: Prng): Scheme {
  const { shop } = world;
  const item = shop.itemIds.length - 1 - prng.below(10);
  const payingIn = shop.currencyCount - 1;
  return tampering(world, prng, { item, payingIn, factor: prng.between(0.02, 0.15), variant: 'rare_item' });
}

/** About half the price: less than any threshold that leaves sales alone. */
function modestTampering(world: World, prng: Prng): Scheme {
  const factor = prng.between(0.4, 0.5);
  return tampering(world, prng, { item: prng.below(3), payingIn: 0, factor, variant: 'modest' });
}

/** The first half of the purchases ends before the end of a window (aligned to 1970), the second begins behind it. */
function acrossWindows(
  now: number,
  size: number,
  purchases: readonly PlannedPurchase[],
  step: number,
): Pick<Scheme, 'startsAt' | 'purchases' | 'duration'> {
  const half = purchases.length / 2;
  // A burst's steps are at most a fifth longer than asked for.
  const lead = Math.floor(1.25 * (half - 1) * step) + SECOND;
  const end = Math.ceil((now + lead) / size) * size;
  const [first, ...rest] = purchases.slice(half) as [PlannedPurchase, ...PlannedPurchase[]];
  return {
    startsAt: end - lead,
    purchases: [...purchases.slice(0, half), { ...first, notBefore: end + SECOND }, ...rest],
    duration: (purchases.length - 1) * step,
  };
}
