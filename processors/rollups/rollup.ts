/**
 * What a roll-up is: a topic, a key, and measures that merge commutatively.
 *
 * A roll-up says what it wants of one event; `fold.ts` accumulates it in memory and `processors/store` derives the
 * table and the merging upsert from the same description. Because every measure is a commutative, associative
 * merge, the result is a function of the *set* of events: order, batching and restarts cannot change it.
 */
import type { EventOf, Topic } from '../../schemas/index.js';

/** One column of the key. Text keys are compared by UTF-8 bytes; a number is an integer (a window's start, say). */
export interface KeyColumn<E> {
  readonly name: string;
  readonly type: 'text' | 'integer';
  /** `time` is the event's own time in ms since 1970. */
  readonly of: (event: E, time: number) => string | number;
}

interface Conditional<E> {
  readonly name: string;
  /** The measure takes only the events for which this holds; all of them when absent. */
  readonly where?: (event: E) => boolean;
}

/** How many events. */
export interface CountMeasure<E> extends Conditional<E> {
  readonly kind: 'count';
}

/** An exact sum of non-negative integers (millionths, see `decimal.ts`), also beyond 2⁶³. */
export interface SumMeasure<E> extends Conditional<E> {
  readonly kind: 'sum';
  readonly of: (event: E) => number;
}

/** The smallest or largest value; none while no event has taken part. */
export interface ExtremeMeasure<E> extends Conditional<E> {
  readonly kind: 'min' | 'max';
  readonly type: 'integer' | 'real';
  readonly of: (event: E, time: number) => number;
}

/** The value of the event with the largest time; at equal times the larger value (text by UTF-8 bytes). */
export interface LastMeasure<E> extends Conditional<E> {
  readonly kind: 'last';
  readonly type: 'text' | 'real';
  readonly of: (event: E) => string | number;
}

/** How many different values; the values themselves are kept in a table of their own. */
export interface DistinctMeasure<E> extends Conditional<E> {
  readonly kind: 'distinct';
  readonly of: (event: E) => string;
}

export type Measure<E> =
  | CountMeasure<E>
  | SumMeasure<E>
  | ExtremeMeasure<E>
  | LastMeasure<E>
  | DistinctMeasure<E>;

export interface Rollup<T extends Topic = Topic> {
  /** Name of its table: `[a-z_]+`. */
  readonly name: string;
  readonly topic: T;
  /** The roll-up takes only the events for which this holds; all of them when absent. */
  readonly where?: (event: EventOf<T>) => boolean;
  readonly key: readonly KeyColumn<EventOf<T>>[];
  readonly measures: readonly Measure<EventOf<T>>[];
  /** The first key column is the start of a window of so many ms: `--retain` drops the rows of old ones. */
  readonly windowMs?: number;
  /** Rows are also looked up or read in the order of these columns: `item_id`, `purchases DESC`. */
  readonly alsoBy?: readonly [string, ...string[]];
}

/** A roll-up of any of the topics. */
export type AnyRollup = { [T in Topic]: Rollup<T> }[Topic];

/** In ms. */
export const MINUTE = 60_000;

/** A UTC day has no leap seconds here: an event of one counts in the next minute (schemas/timestamp.ts). In ms. */
export const DAY = 1440 * MINUTE;

/** Start of the tumbling window, aligned to 1970, that holds `time`. */
export function windowStart(time: number, size: number): number {
  return time - (time % size);
}
