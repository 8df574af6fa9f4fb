/**
 * When to commit: soon when little flows, in larger transactions when much does. A transaction costs a sync to disk
 * and an upsert per touched key, so while a log is caught up the pause grows with what commits take.
 */
import type { Processor } from '../processor.js';

/** Records in a commit at the most: bounds what is in memory, and what a crash has to read again. */
const MAX_RECORDS = 300_000;

/** Shortest pause between commits, ms: how long a record may wait when little flows. */
const SHORTEST_PAUSE = 20;
const LONGEST_PAUSE = 5000;

/** Pause as a multiple of the last commit's duration: commits take a quarter of the time at the most. */
const PAUSE_FACTOR = 3;

export class CommitPace {
  #timer: NodeJS.Timeout | undefined;
  #due = 0;
  #pause = SHORTEST_PAUSE;

  /**
   * @param onError told when a commit from the timer fails; nothing more must be folded then
   */
  constructor(
    readonly processor: Processor,
    readonly onError: (error: unknown) => void,
  ) {}

  /** To be called after each batch: commits if it is time, otherwise sees to it that a commit comes. */
  tick(): void {
    const { processor } = this;
    if (
      processor.pending >= MAX_RECORDS ||
      processor.full ||
      (this.#due > 0 && performance.now() >= this.#due)
    ) {
      this.commit();
    } else if (this.#due === 0) {
      this.#due = performance.now() + this.#pause;
      this.#timer = setTimeout(() => this.#fromTimer(), this.#pause);
    }
  }

  commit(): void {
    clearTimeout(this.#timer);
    this.#due = 0;
    const start = performance.now();
    this.processor.commit();
    const took = performance.now() - start;
    this.#pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, took * PAUSE_FACTOR));
  }

  #fromTimer(): void {
    try {
      this.commit();
    } catch (error) {
      this.onError(error);
    }
  }
}
