import type { Player } from './players.js';
import type { Prng } from './prng.js';

/** Everybody known, and who of them is at play. */
export class Crowd {
  /** By player number; a player appears here with the first login. */
  readonly known = new Map<number, Player>();
  private readonly online: Player[] = [];

  get onlineCount(): number {
    return this.online.length;
  }

  enter(player: Player): void {
    player.slot = this.online.length;
    this.online.push(player);
  }

  leave(player: Player): void {
    const last = this.online.pop() as Player;
    if (last !== player) {
      this.online[player.slot] = last;
      last.slot = player.slot;
    }
    player.slot = -1;
  }

  /** Somebody else who is at play now. */
  opponentOf(player: Player, prng: Prng): Player | undefined {
    if (this.online.length < 2) return undefined;
    const slot = prng.below(this.online.length - 1);
    return this.online[slot < player.slot ? slot : slot + 1];
  }
}
