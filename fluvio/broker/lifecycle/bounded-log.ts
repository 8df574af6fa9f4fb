import { appendFileSync, renameSync, statSync } from 'node:fs';

/** Together with the one old file, twice this is the most that the log takes on disk. */
export const LOG_LIMIT_BYTES = 5 * 1024 * 1024;

/** A log file that never outgrows its limit: when full it becomes `FILE.old`, in place of the one before. */
export class BoundedLog {
  #size: number;

  constructor(
    readonly file: string,
    private readonly limitBytes = LOG_LIMIT_BYTES,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.#size = sizeOf(file) ?? 0;
  }

  /** Adds a line with the time. Written at once, so that a crash's last words are there; never throws (see below). */
  readonly write = (message: string): void => {
    const line = Buffer.from(`${this.now().toISOString()} ${message}\n`).subarray(0, this.limitBytes);
    try {
      if (this.#size + line.length > this.limitBytes) this.#rotate();
      appendFileSync(this.file, line);
      this.#size += line.length;
    } catch {
      // A full disk or a deleted directory must not take the broker down by way of its log.
    }
  };

  #rotate(): void {
    this.#size = 0;
    if (sizeOf(this.file) !== undefined) renameSync(this.file, `${this.file}.old`);
  }
}

function sizeOf(file: string): number | undefined {
  try {
    return statSync(file).size;
  } catch {
    return undefined;
  }
}
