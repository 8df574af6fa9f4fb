import { traitOf } from './prng.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Players whose clock is wrong: always by the same amount, half of them by minutes, half by hours, either way.
 * Servers and the shop's own scripts are not among them; their clocks are looked after.
 */
export class WrongClocks {
  constructor(
    private readonly salt: number,
    private readonly share: number,
  ) {}

  /** What to add to the true time to get what the player's clock shows, in ms; 0 for most. */
  errorOf(player: number): number {
    if (this.share === 0 || traitOf(this.salt, player) >= this.share) return 0;
    const unit = traitOf(this.salt ^ 0x77, player);
    const size = unit < 0.5 ? MINUTE * (1 + unit * 18) : HOUR * (1 + (unit - 0.5) * 22);
    return Math.floor(traitOf(this.salt ^ 0x99, player) < 0.5 ? size : -size);
  }
}
