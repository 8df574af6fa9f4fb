import { dailyLoad } from './density.js';
import { playerId } from './ids.js';
import { rarely } from './near-misses.js';
import { PlantedPurchases } from './planted-log.js';
import type { Prng } from './prng.js';
import { PurchaseBurst, somebody, somebodyAway } from './purchase-burst.js';
import type { Actor } from './time-queue.js';
import type { World } from './world.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** From this load on it is evening. */
const EVENING = 0.5;

/** Plants honest behaviour that a rule cannot tell from fraud by what it counts. */
export function plantLookalikes(world: World): void {
  new CarrierEvening(world);
  new BigSpender(world);
}

/** On a busy evening many customers of a telephone company happen to buy within minutes, all behind its one address. */
class CarrierEvening implements Actor {
  private readonly prng: Prng;

  constructor(private readonly world: World) {
    this.prng = world.chance('carrier evening');
    world.actors.push(world.options.start + this.prng.whole(10 * MINUTE, 40 * MINUTE), this);
  }

  step(now: number): number {
    const { world, prng } = this;
    if (dailyLoad(now) > EVENING) {
      const ip = world.addresses.carrier();
      const record = new PlantedPurchases('carrier_evening', ip);
      world.planted.nearMisses.push(record);
      const purchases = Array.from({ length: prng.whole(6, 14) }, () => {
        const player = somebody(world, prng, (candidate) => world.addresses.isBehindCarrier(candidate));
        return { player, ip, item: world.shop.itemFor(prng.unit()) };
      });
      const duration = prng.whole(4 * MINUTE, 8 * MINUTE);
      world.actors.push(now, new PurchaseBurst(world, prng, purchases, duration, record));
    }
    return now + rarely(world, now, prng.whole(30 * MINUTE, 70 * MINUTE));
  }
}

/** Somebody with plenty of money buys a whole shelf within a minute. */
class BigSpender implements Actor {
  private readonly prng: Prng;

  constructor(private readonly world: World) {
    this.prng = world.chance('big spender');
    world.actors.push(world.options.start + this.prng.whole(20 * MINUTE, 60 * MINUTE), this);
  }

  step(now: number): number {
    const { world, prng } = this;
    const player = somebodyAway(world, prng);
    const ip = world.addresses.home(player);
    const record = new PlantedPurchases('big_spender', playerId(player));
    world.planted.nearMisses.push(record);
    const shelf = Array.from({ length: prng.whole(6, 12) }, () => {
      return { player, ip, item: world.shop.itemFor(prng.unit()) };
    });
    world.actors.push(now, new PurchaseBurst(world, prng, shelf, prng.whole(25, 50) * SECOND, record));
    return now + rarely(world, now, prng.whole(40 * MINUTE, 120 * MINUTE));
  }
}
