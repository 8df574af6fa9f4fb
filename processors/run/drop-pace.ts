/**
 * When to drop what retention no longer keeps, where commits alone do not keep up with it: between them, for a small part
 * of the time, so that folding goes on; also when nothing flows.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../store/store.js';

/** Pause as a multiple of what the last step took. */
const PAUSE_FACTOR = 4;

/** At the end of a run that takes longer a person is told, ms. */
const TOLD_AFTER = 1000;

export class DropPace {
  #timer: NodeJS.Timeout | undefined;
  #pause = 0;

  /** @param onError told when a step fails; nothing more must be folded then */
  constructor(
    readonly store: Store,
    readonly onError: (error: unknown) => void,
  ) {}

  /** To be called again and again: sees to it that a step comes where one is due. */
  tick(): void {
    if (this.#timer !== undefined || !this.store.isBehind) return;
    this.#timer = setTimeout(() => this.#step(), this.#pause);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Drops all the rest, unless it is to end before. @param onLong told, once, that it takes a while */
  async finish(signal: AbortSignal, onLong: () => void): Promise<void> {
    const start = performance.now();
    let isTold = false;
    while (!signal.aborted && this.store.drop()) {
      if (!isTold && performance.now() - start > TOLD_AFTER) {
        onLong();
        isTold = true;
      }
      await nextTurn();
    }
  }

  #step(): void {
    this.#timer = undefined;
    const start = performance.now();
    try {
      this.store.drop();
    } catch (error) {
      this.onError(error);
      return;
    }
    this.#pause = (performance.now() - start) * PAUSE_FACTOR;
    this.tick();
  }
}
