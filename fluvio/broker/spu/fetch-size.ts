const LEAST_BYTES = 256 * 1024;
const MOST_BYTES = 8 * 1024 * 1024;
/** What is read beyond the estimate, since a batch too many costs less than one too few. */
const MARGIN = 1.1;

/**
 * How much of the log to hand to a SmartModule at once so that its output about fills a response: a packing module
 * returns as much as it is given, a filter almost nothing. Learns from what came of the last run.
 */
export class FetchSize {
  readonly #maxBytes: number;
  #bytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#bytes = clamp(maxBytes * MARGIN);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** `read` bytes of the log became `sent` bytes of output. */
  learn(read: number, sent: number): void {
    if (read < this.#bytes / 2) return;
    const wanted = sent === 0 ? this.#bytes * 2 : (read / sent) * this.#maxBytes * MARGIN;
    // At most twice as much as before: one quiet stretch says little about the next.
    this.#bytes = clamp(Math.min(wanted, this.#bytes * 2));
  }
}

function clamp(bytes: number): number {
  return Math.round(Math.min(Math.max(bytes, LEAST_BYTES), MOST_BYTES));
}
