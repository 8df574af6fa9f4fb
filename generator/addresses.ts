import { traitOf } from './prng.js';

const V6_SHARE = 0.15;

/** Gives players their addresses: a function of seed and player, so none has to be remembered. */
export class Addresses {
  constructor(private readonly salt: number) {}

  /** Where a player plays from: an address of their own, the same all the time. */
  home(player: number): string {
    return traitOf(this.salt ^ 0x51, player) < V6_SHARE ? this.v6(player) : dotted(86, this.scatter(player));
  }

  /** The same place as another program might write it: IPv6 in capitals. */
  homeRespelled(player: number): string {
    return this.home(player).toUpperCase();
  }

  /** Whether the player's telephone has no address of its own; such a player shops from home. */
  isBehindCarrier(player: number): boolean {
    return player % 8 === 0;
  }

  /** The player's telephone, on the train. */
  mobile(player: number): string {
    return dotted(100, this.scatter(player));
  }

  /** One of the addresses that only tricksters use. */
  rented(number: number): string {
    return dotted(185, this.scatter(number));
  }

  /** One address behind which a telephone company puts all its customers. */
  carrier(): string {
    return dotted(102, this.scatter(0));
  }

  private v6(player: number): string {
    const scattered = this.scatter(player);
    const upper = (0x1000 + (scattered >>> 12)).toString(16);
    const lower = (0x1000 + (scattered & 0xfff)).toString(16);
    return `2a02:8109:${upper}:${lower}:${upper}:1ff:fe23:${lower}`;
  }

  /** Different numbers below 2²⁴ stay different: an odd factor is a bijection there. */
  private scatter(number: number): number {
    return (Math.imul(number, 0x9e3779b1) + this.salt) & 0xffffff;
  }
}

function dotted(first: number, rest: number): string {
  return `${first}.${rest >>> 16}.${(rest >>> 8) & 255}.${rest & 255}`;
}
