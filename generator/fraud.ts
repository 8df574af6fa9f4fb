import { thinness } from './density.js';
import { playerId } from './ids.js';
import { type FraudKind, type FraudVariant, PlantedPurchases } from './planted-log.js';
import type { Prng } from './prng.js';
import { accounts, type PlannedPurchase, PurchaseBurst, somebody } from './purchase-burst.js';
import type { Actor } from './time-queue.js';
import type { World } from './world.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export interface Scheme {
  /** When the first purchase is made; now, if absent. */
  readonly startsAt?: number;
  readonly purchases: readonly PlannedPurchase[];
  readonly duration: number;
  readonly record: PlantedPurchases<FraudKind>;
}

interface Tampering {
  readonly item: number;
  readonly payingIn: number;
  readonly factor: number;
  readonly variant: FraudVariant;
}

/** Commits one kind of fraud again and again, the first time early on. */
export class Fraudster implements Actor {
  private readonly prng: Prng;

  constructor(
    private readonly world: World,
    private readonly plan: (world: World, prng: Prng, now: number) => Scheme,
    name: string,
    /** How much rarer than the others. */
    private readonly rarity = 1,
  ) {
    this.prng = world.chance(`fraud/${name}`);
    const { start } = world.options;
    world.actors.push(start + Math.floor(this.prng.between(4 * MINUTE, 0.7 * this.pause(start))), this);
  }

  step(now: number): number {
    const { startsAt, purchases, duration, record } = this.plan(this.world, this.prng, now);
    this.world.planted.frauds.push(record);
    const burst = new PurchaseBurst(this.world, this.prng, purchases, duration, record);
    this.world.actors.push(startsAt ?? now, burst);
    return now + Math.floor(this.pause(now) * this.prng.between(0.6, 1.4));
  }

  /** Where less is bought in an hour, less is stolen. */
  private pause(now: number): number {
    const { density, start } = this.world.options;
    return 30 * MINUTE * this.rarity * thinness(density, start, now);
  }
}

export function employFraudsters(world: World): void {
  new Fraudster(world, stolenCard, 'velocity');
  new Fraudster(world, clickFarm, 'shared_ip');
  new Fraudster(world, rotatingProxies, 'many_ips');
  new Fraudster(world, tamperedPrice, 'price_mismatch');
}

/** A stolen card is emptied: one player buys as fast as a script can. */
function stolenCard(world: World, prng: Prng): Scheme {
  const player = somebody(world, prng);
  const ip = world.addresses.home(player);
  return {
    purchases: Array.from({ length: prng.whole(12, 36) }, () => ({ player, ip, item: anyItem(world, prng) })),
    duration: prng.whole(15, 50) * SECOND,
    record: new PlantedPurchases('velocity', playerId(player)),
  };
}

/** Many accounts, one machine. */
function clickFarm(world: World, prng: Prng): Scheme {
  const ip = world.addresses.rented(prng.below(65_536));
  const farm = accounts(world, prng, prng.whole(9, 16));
  return {
    purchases: farm.map((player) => ({ player, ip, item: anyItem(world, prng) })),
    duration: prng.whole(90, 300) * SECOND,
    record: new PlantedPurchases('shared_ip', ip),
  };
}

/** One account, seen all over the world within minutes. */
function rotatingProxies(world: World, prng: Prng): Scheme {
  const player = somebody(world, prng);
  const first = prng.below(65_536);
  return {
    purchases: Array.from({ length: prng.whole(7, 11) }, (_, index) => {
      return { player, ip: world.addresses.rented(first + index * 977), item: anyItem(world, prng) };
    }),
    duration: prng.whole(150, 330) * SECOND,
    record: new PlantedPurchases('many_ips', playerId(player)),
  };
}

/** A client that has been tampered with names its own price, for something that sells well. */
function tamperedPrice(world: World, prng: Prng): Scheme {
  const factor = prng.chance(0.8) ? prng.between(0.02, 0.15) : prng.between(8, 20);
  return tampering(world, prng, { item: prng.below(3), payingIn: 0, factor, variant: 'plain' });
}

/** Two or three purchases of an item at so many times its price, by somebody who pays in that currency. */
export function tampering(world: World, prng: Prng, { item, payingIn, factor, variant }: Tampering): Scheme {
  const { shop } = world;
  const player = somebody(world, prng, (candidate) => shop.currencyOf(candidate) === payingIn);
  const currency = shop.currencyOf(player);
  const price = shop.tamperedPrice(item, currency, factor);
  const subject = `${shop.itemIds[item]}/${shop.currencyCode(currency)}/${playerId(player)}`;
  const ip = world.addresses.home(player);
  return {
    purchases: Array.from({ length: prng.whole(2, 3) }, () => ({ player, ip, item, price })),
    duration: prng.whole(60, 200) * SECOND,
    record: new PlantedPurchases(
      'price_mismatch',
      subject,
      { price, usual_price: shop.tamperedPrice(item, currency, 1) },
      variant,
    ),
  };
}

export function anyItem(world: World, prng: Prng): number {
  return world.shop.itemFor(prng.unit());
}
