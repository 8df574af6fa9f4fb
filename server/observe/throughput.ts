/** How fast records came in: one look a second, and those of the last ten minutes are kept. */
import { Rate } from './rate.js';

/** Looks that are kept, and for how long, ms: a process that was stopped for a while shows nothing from before. */
const KEPT_LOOKS = 600;
const KEPT_MS = 600_000;

export interface ThroughputRow {
  readonly at: string;
  /** Records folded a second, whatever became of them, over the last few seconds. */
  readonly events_per_second: number;
  /** Those of them that were rejected. */
  readonly rejected_per_second: number;
  /** Records not folded yet; null while no end of a partition has been seen. */
  readonly lag: number | null;
}

export class Throughput {
  readonly #received = new Rate();
  readonly #rejected = new Rate();
  #rows: ThroughputRow[] = [];

  /**
   * @param clock ms, never goes back
   * @param now ms since 1970
   */
  look(
    clock: number,
    now: number,
    { received, rejected, lag }: { received: number; rejected: number; lag: number | null },
  ): void {
    const oldest = new Date(now - KEPT_MS).toISOString();
    this.#rows = this.#rows.slice(1 - KEPT_LOOKS).filter(({ at }) => at > oldest);
    this.#rows.push({
      at: new Date(now).toISOString(),
      events_per_second: rounded(this.#received.look(clock, received)),
      rejected_per_second: rounded(this.#rejected.look(clock, rejected)),
      lag,
    });
  }

  /** Oldest first. */
  get rows(): readonly ThroughputRow[] {
    return this.#rows;
  }
}

/** To thousandths: more is noise. */
function rounded(rate: number): number {
  return Math.round(rate * 1000) / 1000;
}
