/** `--from` and `--to`: a span of time, by UTC days or to the millisecond. */
import { spanBound } from '../processors/store/stats/span-bound.js';
import { UsageError } from './exit.js';
import { clip } from './render/sanitize.js';

export interface SpanFlags {
  /** A day, `2024-11-12`, or a time. */
  readonly from?: string;
  readonly to?: string;
}

/** `[from, to)`, ms since 1970; absent where it is open. */
export interface Span {
  readonly from?: number;
  readonly to?: number;
}

const LONGEST_SHOWN = 80;

/**
 * @param byDay what goes by whole days, in words that precede "go by whole days"; without, times are taken too
 * @throws UsageError for what is neither, and for a span without any time in it
 */
export function spanOf({ from, to }: SpanFlags, byDay?: string): Span {
  const span = {
    ...(from === undefined ? {} : { from: timeOf('from', from, byDay) }),
    ...(to === undefined ? {} : { to: timeOf('to', to, byDay) }),
  };
  if ((span.from ?? Number.NEGATIVE_INFINITY) >= (span.to ?? Number.POSITIVE_INFINITY)) {
    throw new UsageError(`--from ${from} is not before the end of --to ${to}.`);
  }
  return span;
}

function timeOf(flag: 'from' | 'to', text: string, byDay: string | undefined): number {
  const time = spanBound(flag, text, byDay !== undefined);
  if (!Number.isNaN(time)) return time;
  const orTime =
    byDay === undefined ? ' or a time such as 2024-11-12T10:15:00Z' : ` (${byDay} go by whole days)`;
  const shown = clip(text, LONGEST_SHOWN);
  throw new UsageError(`--${flag} ${shown}: expected a UTC day such as 2024-11-12${orTime}.`);
}
