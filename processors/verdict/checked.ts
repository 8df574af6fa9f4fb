import type { ReasonCode } from './reasons.js';

/** What is found when a record's value is looked at by itself, before the duplicate check. */
export type Checked<E> = Accepted<E> | Rejected;

export interface Accepted<E> {
  readonly ok: true;
  readonly event: E;
  /** The event's own time, ms since 1970. */
  readonly time: number;
}

export interface Rejected {
  readonly ok: false;
  readonly reason: ReasonCode;
  /** JSON pointer of what is at fault, safe to print and of bounded length; `''` is the value as a whole. */
  readonly pointer: string;
}

export function rejected(reason: ReasonCode, pointer = ''): Rejected {
  return { ok: false, reason, pointer };
}
