/**
 * From the stall rates of levels to findings with a beginning and an end. A rate near its limit moves up and down with
 * every player, so a level is let go only when its rate has fallen by a tenth of the limit.
 */
import type { Finding } from '../views/view.js';

const LET_GO = 0.9;

export interface StallLimits {
  readonly stall_rate: number;
  readonly stall_players: number;
}

export class StallWatch {
  readonly #since: Map<string, number>;

  /** @param open levels that are over the limit, with the time since when */
  constructor(
    readonly limits: StallLimits,
    open: Iterable<readonly [string, number]>,
  ) {
    this.#since = new Map(open);
  }

  isOpen(level: string): boolean {
    return this.#since.has(level);
  }

  /**
   * @param watermark W, ms since 1970: when a level passes the limit, that is when it did
   * @returns the finding when the level has passed the limit or was let go; undefined when nothing has changed
   */
  judge(finding: Finding, watermark: number): Finding | undefined {
    const { subject: level, details } = finding;
    const rate = Number(details.stall_rate);
    const since = this.#since.get(level);
    if (since === undefined) {
      const isOver = rate >= this.limits.stall_rate && Number(details.players) >= this.limits.stall_players;
      if (!isOver) return undefined;
      this.#since.set(level, watermark);
      return { ...finding, since: watermark };
    }
    if (rate >= this.limits.stall_rate * LET_GO) return undefined;
    this.#since.delete(level);
    return { ...finding, since, until: watermark };
  }
}
