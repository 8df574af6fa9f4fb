import type { FluvioError } from './errors.js';

/** One record of a native stream: i32 length of the key (-1: absent), key, value. */
export type QueuedRecord = Buffer;

/** Records that have come but are not taken yet. One taker. */
export class RecordQueue {
  private waiting: QueuedRecord[] = [];
  private next = 0;
  private failure: FluvioError | undefined;
  private wake: (() => void) | undefined;
  private taken = 0;
  private timer: NodeJS.Timeout | undefined;
  private timerMs = 0;
  private signal: AbortSignal | undefined;
  private onAbort: (() => void) | undefined;

  constructor(
    private readonly grant: (bytes: number) => void,
    private readonly onDrop: () => void,
  ) {}

  push(record: QueuedRecord): void {
    this.waiting.push(record);
    this.wake?.();
  }

  /** What has come can still be taken; then the error is thrown. */
  fail(error: FluvioError): void {
    this.failure ??= error;
    this.wake?.();
  }

  /** The next record if one is there. Throws when the stream has failed. */
  take(): QueuedRecord | undefined {
    const record = this.waiting[this.next];
    if (record === undefined) {
      if (this.failure) throw this.failure;
      return undefined;
    }
    this.waiting[this.next++] = EMPTY;
    if (this.next === this.waiting.length) {
      this.waiting = [];
      this.next = 0;
    }
    this.taken += record.length;
    if (this.taken >= GRANT_BYTES) {
      if (!this.failure) this.grant(this.taken);
      this.taken = 0;
    }
    return record;
  }

  /** Resolves when `take` has something to say, after `ms` of silence, or when `signal` aborts: always the same one. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (this.next < this.waiting.length || this.failure || signal.aborted) return;
    if (!this.onAbort) {
      this.onAbort = () => this.wake?.();
      signal.addEventListener('abort', this.onAbort);
      this.signal = signal;
    }
    // One timer for all waits of a stream: thousands come a second.
    if (this.timer && this.timerMs === ms) this.timer.refresh();
    else {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.wake?.(), ms);
      this.timerMs = ms;
    }
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    this.wake = undefined;
  }

  /** Nothing more is wanted. */
  drop(): void {
    clearTimeout(this.timer);
    if (this.onAbort) this.signal?.removeEventListener('abort', this.onAbort);
    this.onDrop();
  }
}

const EMPTY: QueuedRecord = Buffer.alloc(0);
/** Seldom: each grant wakes the other process. Half of what a stream has, so that the other half is under way. */
const GRANT_BYTES = 1024 * 1024;
