import type { PlantedPurchases } from './planted-log.js';
import type { Prng } from './prng.js';
import { buy, type Purchase } from './shopping.js';
import type { Actor } from './time-queue.js';
import type { World } from './world.js';

export type PlannedPurchase = Omit<Purchase, 'time'> & {
  /** Waits for this moment, where it would be due earlier. */
  readonly notBefore?: number;
};

/** Sends planned purchases one after the other, at about equal distances, and writes down what was sent. */
export class PurchaseBurst implements Actor {
  private next = 0;

  constructor(
    private readonly world: World,
    private readonly prng: Prng,
    private readonly purchases: readonly PlannedPurchase[],
    /** From the first to the last, in ms. */
    private readonly duration: number,
    private readonly record: PlantedPurchases,
  ) {}

  step(now: number): number {
    const purchase = this.purchases[this.next++] as PlannedPurchase;
    if (buy(this.world, { ...purchase, time: now }, now, true))
      this.record.note(purchase.player, purchase.ip, now);
    this.record.isFinished = this.next === this.purchases.length;
    if (this.record.isFinished) return Number.POSITIVE_INFINITY;
    const step = this.duration / (this.purchases.length - 1);
    const due = now + Math.max(1, Math.floor(step * this.prng.between(0.75, 1.2)));
    return Math.max(due, this.purchases[this.next]?.notBefore ?? due);
  }
}

/** A player known by now; with a right clock, so that the evidence lies where the ground truth says. */
export function somebody(
  world: World,
  prng: Prng,
  isSuitable: (player: number) => boolean = () => true,
): number {
  let player = 0;
  for (let tries = 0; tries < 200; tries++) {
    player = prng.below(Math.max(1, world.crowd.known.size));
    if (world.clocks.errorOf(player) === 0 && isSuitable(player)) break;
  }
  return player;
}

/** Somebody who is not at play, so that nothing but this is bought in these minutes. */
export function somebodyAway(world: World, prng: Prng): number {
  const { crowd, addresses } = world;
  return somebody(world, prng, (candidate) => {
    return crowd.known.get(candidate)?.slot === -1 && !addresses.isBehindCarrier(candidate);
  });
}

/** So many accounts, or all there are; whether they ever play does not matter. */
export function accounts(world: World, prng: Prng, count: number): number[] {
  const chosen = new Set<number>();
  for (let tries = 0; chosen.size < count && tries < count * 50; tries++)
    chosen.add(prng.below(world.options.players));
  return [...chosen];
}
