import { purchaseText } from './event-text.js';
import { playerId } from './ids.js';
import type { Player } from './players.js';
import type { Prng } from './prng.js';
import type { World } from './world.js';

/** Chance of a purchase at each step of a player of usual keenness. */
const BUY = 0.034;
/** Nobody goes through the shop faster than this by hand, in ms. */
const CHECKOUT = 20_000;
const SHARE_ON_TELEPHONE = 0.06;
const SHARE_RESPELLED = 0.2;

/** Honest purchases of players at play. */
export class Shopping {
  private readonly prng: Prng;

  constructor(private readonly world: World) {
    this.prng = world.chance('shopping');
  }

  maybeBuy(player: Player, now: number): void {
    const { prng, world } = this;
    if (!prng.chance(BUY * player.keenness) || now - player.lastPurchase < CHECKOUT) return;
    player.lastPurchase = now;
    const item = world.shop.itemFor(prng.unit());
    const time = player.eventTime(now, world.options.start);
    buy(world, { player: player.index, item, time, ip: this.address(player.index) }, now);
  }

  private address(player: number): string {
    const { addresses } = this.world;
    const dice = this.prng.unit();
    if (dice < SHARE_ON_TELEPHONE && !addresses.isBehindCarrier(player)) return addresses.mobile(player);
    return dice > 1 - SHARE_RESPELLED ? addresses.homeRespelled(player) : addresses.home(player);
  }
}

export interface Purchase {
  readonly player: number;
  readonly item: number;
  readonly time: number;
  readonly ip: string;
  /** Instead of what the shop asks. */
  readonly price?: string;
}

/** Sends a purchase at the shop's price. Returns whether it went out unspoiled. */
export function buy(world: World, purchase: Purchase, now: number, isPlanted = false): boolean {
  const { player, item, time, ip } = purchase;
  const { shop } = world;
  const currency = shop.currencyOf(player);
  const id = playerId(player);
  const text = purchaseText({
    playerId: id,
    itemId: shop.itemIds[item] as string,
    price: purchase.price ?? shop.price(item, player, now),
    currency: shop.currencyCode(currency),
    time,
    ip,
  });
  return world.outbox.send('purchase-events', id, text, now, isPlanted);
}
