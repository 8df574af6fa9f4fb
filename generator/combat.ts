import { combatText } from './event-text.js';
import type { Player } from './players.js';
import type { Prng } from './prng.js';
import type { World } from './world.js';

/**
 * Fights between two players at play: a kill for one is a death for the other, at the same moment. Who plays alone can
 * only fall to the game's own creatures.
 */
export class Combat {
  private readonly prng: Prng;

  constructor(private readonly world: World) {
    this.prng = world.chance('combat');
  }

  fight(player: Player, now: number): void {
    const opponent = this.world.crowd.opponentOf(player, this.prng);
    if (opponent === undefined) {
      this.tell(player, 'death', now);
      return;
    }
    const wins = this.prng.chance(player.skill / (player.skill + opponent.skill));
    this.tell(wins ? player : opponent, 'kill', now);
    this.tell(wins ? opponent : player, 'death', now);
  }

  private tell(player: Player, kind: 'kill' | 'death', now: number): void {
    const text = combatText(player.id, kind, player.onClock(now));
    this.world.outbox.send('combat-events', player.id, text, now);
  }
}
