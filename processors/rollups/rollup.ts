/**
 * What a roll-up is: a topic, a key, and measures that merge commutatively, all said of the fields of an event.
 *
 * `fold.ts` gathers them in memory, a column at a time, and `processors/store` derives the table and the merging upsert
 * from the same description. Because every measure is a commutative, associative merge, the result is a function of the
 * *set* of events: order, batching and restarts cannot change it.
 */
import type { ChoiceField, COLUMNS, NumberField, TextField, Topic } from '../../schemas/index.js';

type ChoiceOf<T extends Topic, F extends ChoiceField<T>> = (typeof COLUMNS)[T]['choices'][F] extends infer L
  ? L extends readonly (infer V)[]
    ? V
    : never
  : never;

/** Holds for an event whose field is one of the values, or large enough; not for one that has no such field. */
export type Condition<T extends Topic> =
  | {
      [F in ChoiceField<T>]: { readonly field: F; readonly in: readonly ChoiceOf<T, F>[] };
    }[ChoiceField<T>]
  | { readonly field: NumberField<T>; readonly atLeast: number };

/** A text that the event has, or the same one always. */
export type PlainText<T extends Topic> = { readonly field: TextField<T> } | { readonly constant: string };

/** A text of an event: that of the first case that holds. Where there is none, the event has none. */
export type Text<T extends Topic> =
  | PlainText<T>
  | { readonly cases: readonly (PlainText<T> & { readonly where: Condition<T> })[] };

/** One column of the key: a text (compared by UTF-8 bytes), or the start of the tumbling window of so many ms. */
export type KeyColumn<T extends Topic> = { readonly name: string } & (Text<T> | { readonly window: number });

/** How many events. */
export interface CountMeasure<T extends Topic> {
  readonly kind: 'count';
  readonly name: string;
  /** Counts only the events for which this holds; all of them when absent. */
  readonly where?: Condition<T>;
}

/** An exact sum of numbers from 0 to 10⁹, each rounded to millionths (`decimal.ts`), also beyond 2⁶³. */
export interface SumMeasure<T extends Topic> {
  readonly kind: 'sum';
  readonly name: string;
  readonly field: NumberField<T>;
}

/** The smallest or largest value, or time of an event (ms since 1970); none while no event has one. */
export interface ExtremeMeasure<T extends Topic> {
  readonly kind: 'min' | 'max';
  readonly name: string;
  readonly field: NumberField<T> | 'time';
}

/** The value of the event with the largest time; at equal times the larger value (text by UTF-8 bytes). */
export type LastMeasure<T extends Topic> = { readonly kind: 'last'; readonly name: string } & (
  | Text<T>
  | { readonly field: NumberField<T> }
);

/** How many different texts; the texts themselves are kept in a table of their own. */
export interface DistinctMeasure<T extends Topic> {
  readonly kind: 'distinct';
  readonly name: string;
  readonly field: TextField<T>;
  /**
   * The text of the key of which a member is seen with many values; the window when absent
   * (`processors/store/member-shape.ts`).
   */
  readonly packedBy?: string;
}

/** Events without the field that a measure is of take no part in it. */
export type Measure<T extends Topic> =
  | CountMeasure<T>
  | SumMeasure<T>
  | ExtremeMeasure<T>
  | LastMeasure<T>
  | DistinctMeasure<T>;

export interface Rollup<T extends Topic> {
  /** Name of its table: `[a-z_]+`. */
  readonly name: string;
  readonly topic: T;
  /** Events without one of the texts take no part. */
  readonly key: readonly KeyColumn<T>[];
  readonly measures: readonly Measure<T>[];
  /** The key begins with a window, and `--retain` drops the rows of old ones. */
  readonly dropsWindows?: true;
  /**
   * Rows are also looked up by this text of the key, which begins with a window: in which hours each text has rows is
   * kept (`processors/store/hour-marks.ts`).
   */
  readonly findsBy?: string;
  /** Rows are also looked up or read in the order of these columns: `item_id`, `purchases DESC`. */
  readonly alsoBy?: readonly [string, ...string[]];
}

/** In ms. */
export const MINUTE = 60_000;

export const HOUR = 60 * MINUTE;

/** A UTC day has no leap seconds here: an event of one counts in the next minute (schemas/timestamp.ts). In ms. */
export const DAY = 1440 * MINUTE;

/** Start of the tumbling window, aligned to 1970, that holds `time`. */
export function windowStart(time: number, size: number): number {
  return time - (time % size);
}
