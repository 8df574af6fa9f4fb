/**
 * What kept a broker from starting, answering or stopping.
 *
 * - `lock-held`: another broker process has this data directory (inside `startCluster` this only means: wait for it)
 * - `port-taken`, `address-unusable`: a port that was asked for is in use; a host that is not this machine's
 * - `directory-unusable`, `no-space`: the data directory cannot be made, locked or written
 * - `installation`: the build or a native module is missing
 * - `running-elsewhere`: it runs already, at another address than the one asked for
 * - `start-failed`, `start-timeout`, `stop-timeout`
 * - `unknown-holder`: the lock is held, but not by the process that the state file names
 * - `not-permitted`: the broker belongs to another user, and cannot be stopped by this one
 */
export type LifecycleErrorCode = (typeof CODES)[number];

const CODES = [
  'lock-held',
  'port-taken',
  'address-unusable',
  'directory-unusable',
  'no-space',
  'installation',
  'running-elsewhere',
  'start-failed',
  'start-timeout',
  'stop-timeout',
  'unknown-holder',
  'not-permitted',
] as const;

/** A failure in one sentence (`message`), with the thing to do next. */
export class LifecycleError extends Error {
  override readonly name = 'LifecycleError';

  constructor(
    readonly code: LifecycleErrorCode,
    sentence: string,
    readonly next: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }

  /** One line for the process that waits at the other end of this one's stderr. */
  toLine(): string {
    return JSON.stringify({ code: this.code, sentence: this.message, next: this.next });
  }

  /** The error that another process wrote with `toLine`, or `undefined` if `line` is something else. */
  static fromLine(line: string): LifecycleError | undefined {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return undefined;
    }
    const { code, sentence, next } = (value ?? {}) as Record<string, unknown>;
    if (typeof code !== 'string' || !(CODES as readonly string[]).includes(code)) return undefined;
    return new LifecycleError(code as LifecycleErrorCode, String(sentence), String(next));
  }
}
