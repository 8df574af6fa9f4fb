/**
 * When to commit. A record that has just been written is to be seen soon; while a log is caught up, larger transactions
 * cost less: a sync to disk each, and a row for each key that was touched. So the pause grows with what commits take only
 * while much more is known to be stored than was taken in: a pause that followed the commits of a live stream would grow
 * with them, and they with it.
 */
import type { Processor } from '../processor.js';
import type { PartitionPosition } from '../store/partitions.js';
import { longestWait } from './longest-wait.js';

/** Records in a commit at the most: bounds what is in memory, and what a crash has to read again. */
const MAX_RECORDS = 300_000;

/** Records on their way, of a stream that is live: high watermarks are looked up once a second, and are ahead for a moment. */
const ON_THEIR_WAY = 2000;

type Committing = Pick<Processor, 'pending' | 'full' | 'commit'>;
type Progress = Pick<PartitionPosition, 'nextOffset' | 'highWatermark'>;

export class CommitPace {
  /** What partitions are known to have more. One that has given nothing since the last commit is not waited for. */
  readonly #left = new Map<Progress, number>();
  #leftInAll = 0;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer fires. */
  #timerAt = 0;
  /** When something came that is not committed. */
  #since: number | undefined;
  /** Of the last commit, ms. */
  #took = 0;

  /**
   * @param onError told when a commit from the timer fails; nothing more must be folded then
   */
  constructor(
    readonly processor: Committing,
    readonly onError: (error: unknown) => void,
  ) {}

  /** To be called after each batch of a partition: commits if it is time, otherwise sees to it that a commit comes. */
  taken(position: Progress): void {
    const left = Math.max(0, position.highWatermark - position.nextOffset);
    this.#leftInAll += left - (this.#left.get(position) ?? 0);
    this.#left.set(position, left);
    this.tick();
  }

  /** To be called when something else is to be written with the next commit. */
  tick(): void {
    const { pending, full } = this.processor;
    const now = performance.now();
    this.#since ??= now;
    const due = this.#since + longestWait(this.#leftInAll > ON_THEIR_WAY, this.#took);
    if (pending >= MAX_RECORDS || full || now >= due) this.commit();
    else this.#wakeAt(due, now);
  }

  commit(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#since = undefined;
    this.#left.clear();
    this.#leftInAll = 0;
    const start = performance.now();
    this.processor.commit();
    this.#took = performance.now() - start;
  }

  /** A timer that fires too early looks again: batches come far more often than commits. */
  #wakeAt(due: number, now: number): void {
    if (this.#timer !== undefined && this.#timerAt <= due) return;
    clearTimeout(this.#timer);
    this.#timerAt = due;
    this.#timer = setTimeout(() => this.#fromTimer(), due - now);
  }

  #fromTimer(): void {
    this.#timer = undefined;
    try {
      this.tick();
    } catch (error) {
      this.onError(error);
    }
  }
}
