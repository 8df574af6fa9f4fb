import { thinness } from './density.js';
import { playerId } from './ids.js';
import { type NearMissKind, PlantedPurchases } from './planted-log.js';
import type { Prng } from './prng.js';
import { type PlannedPurchase, PurchaseBurst, somebody, somebodyAway } from './purchase-burst.js';
import { buy } from './shopping.js';
import type { Actor } from './time-queue.js';
import type { World } from './world.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Plants honest behaviour that a careless rule would take for fraud. */
export function plantNearMisses(world: World): void {
  new CarrierNat(world);
  new Coincidences(world);
}

/** A telephone company's one address: very many customers over a day, never a crowd at once. */
class CarrierNat implements Actor {
  private readonly prng: Prng;
  private readonly ip: string;
  private readonly record: PlantedPurchases<NearMissKind>;

  constructor(private readonly world: World) {
    this.prng = world.chance('carrier');
    this.ip = world.addresses.carrier();
    this.record = new PlantedPurchases('carrier_nat', this.ip);
    world.planted.nearMisses.push(this.record);
    world.actors.push(world.options.start + this.prng.below(5 * MINUTE), this);
  }

  step(now: number): number {
    const { world, prng, ip } = this;
    const player = somebody(world, prng, (candidate) => world.addresses.isBehindCarrier(candidate));
    if (buy(world, { player, item: world.shop.itemFor(prng.unit()), ip, time: now }, now, true))
      this.record.note(player, ip, now);
    return now + rarely(world, now, prng.whole(5 * MINUTE, 12 * MINUTE));
  }
}

/** From time to time a family shops from its sofa, somebody buys a whole outfit, somebody leaves the house. */
class Coincidences implements Actor {
  private turn = 0;
  private readonly prng: Prng;

  constructor(private readonly world: World) {
    this.prng = world.chance('coincidences');
    world.actors.push(world.options.start + this.prng.whole(3 * MINUTE, 15 * MINUTE), this);
  }

  step(now: number): number {
    const turn = this.turn++ % 3;
    if (turn === 0) this.family(now);
    else if (turn === 1) this.keenBuyer(now);
    else this.twoAddresses(now);
    return now + rarely(this.world, now, this.prng.whole(12 * MINUTE, 40 * MINUTE));
  }

  private family(now: number): void {
    const people = [this.atHome(), this.atHome(), this.atHome()];
    const ip = this.world.addresses.home(people[0] as number);
    const purchases = [...people, ...people].map((player) => this.purchase(player, ip));
    this.begin(now, new PlantedPurchases('family', ip), 4 * MINUTE, purchases);
  }

  private keenBuyer(now: number): void {
    const player = this.atHome();
    const ip = this.world.addresses.home(player);
    const basket = Array.from({ length: 4 }, () => this.purchase(player, ip));
    this.begin(now, new PlantedPurchases('keen_buyer', playerId(player)), 40 * SECOND, basket);
  }

  private twoAddresses(now: number): void {
    const { addresses } = this.world;
    const player = somebody(this.world, this.prng, (candidate) => !addresses.isBehindCarrier(candidate));
    const ips = [addresses.home(player), addresses.mobile(player), addresses.mobile(player)];
    const purchases = ips.map((ip) => this.purchase(player, ip));
    this.begin(now, new PlantedPurchases('two_addresses', playerId(player)), 5 * MINUTE, purchases);
  }

  private atHome(): number {
    return somebodyAway(this.world, this.prng);
  }

  private purchase(player: number, ip: string): PlannedPurchase {
    return { player, ip, item: this.world.shop.itemFor(this.prng.unit()) };
  }

  private begin(
    now: number,
    record: PlantedPurchases<NearMissKind>,
    duration: number,
    purchases: readonly PlannedPurchase[],
  ): void {
    this.world.planted.nearMisses.push(record);
    this.world.actors.push(now, new PurchaseBurst(this.world, this.prng, purchases, duration, record));
  }
}

/** A pause that is longer where everything is thinner. */
export function rarely(world: World, now: number, pause: number): number {
  const { density, start } = world.options;
  return Math.floor(pause * thinness(density, start, now));
}
