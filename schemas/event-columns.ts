/**
 * Events of one topic in columns: what folds take. Row `i` is the record `i` of its batch; rows of records that were
 * not accepted hold nothing of meaning, which is why there is always a list of rows beside the columns.
 */
import {
  type ChoiceField,
  COLUMNS,
  NO_CHOICE,
  NO_TEXT,
  type NumberField,
  type TextField,
} from './columns.js';
import type { Dictionary } from './dictionary.js';
import type { EventOf, Topic } from './topics.js';

export interface EventColumns<T extends Topic = Topic> {
  readonly topic: T;
  /** The event's own time, ms since 1970. */
  readonly time: Float64Array;
  /** NaN where the event has no such field. */
  readonly numbers: { readonly [F in NumberField<T>]: Float64Array };
  /** Codes of the dictionary, `NO_TEXT` where the event has no such field. */
  readonly texts: { readonly [F in TextField<T>]: Int32Array };
  /** Places in the list of values (`COLUMNS`), `NO_CHOICE` where the event has no such field. */
  readonly choices: { readonly [F in ChoiceField<T>]: Uint8Array };
  readonly dictionary: Dictionary;
}

type Columns<A> = Record<string, A>;

/** Columns to be filled again and again, batch by batch; they grow to the largest one. */
export class EventTable<T extends Topic = Topic> implements EventColumns<T> {
  time = new Float64Array(0);
  readonly numbers: { [F in NumberField<T>]: Float64Array };
  readonly texts: { [F in TextField<T>]: Int32Array };
  readonly choices: { [F in ChoiceField<T>]: Uint8Array };
  readonly #numbers: readonly string[];
  readonly #texts: readonly string[];
  readonly #choices: readonly (readonly [field: string, numbers: ReadonlyMap<string, number>])[];

  constructor(
    readonly topic: T,
    readonly dictionary: Dictionary,
  ) {
    const { numbers, texts, choices } = COLUMNS[topic];
    this.#numbers = numbers;
    this.#texts = texts;
    this.#choices = Object.entries(choices as Columns<readonly string[]>).map(
      ([field, values]) => [field, new Map(values.map((value, i) => [value, i]))] as const,
    );
    this.numbers = {} as this['numbers'];
    this.texts = {} as this['texts'];
    this.choices = {} as this['choices'];
    this.reach(0);
  }

  /** Makes room for so many rows. What the columns held is lost when they have to grow. */
  reach(count: number): void {
    if (this.time.length >= count && count > 0) return;
    const size = Math.max(256, 2 * count);
    this.time = new Float64Array(size);
    for (const field of this.#numbers)
      (this.numbers as Columns<Float64Array>)[field] = new Float64Array(size);
    for (const field of this.#texts) (this.texts as Columns<Int32Array>)[field] = new Int32Array(size);
    for (const [field] of this.#choices) (this.choices as Columns<Uint8Array>)[field] = new Uint8Array(size);
  }

  /** Puts a valid event into row `i`. */
  set(i: number, event: EventOf<T>, time: number): void {
    const fields = event as unknown as Record<string, unknown>;
    this.time[i] = time;
    for (const field of this.#numbers) {
      (this.numbers as Columns<Float64Array>)[field]![i] =
        (fields[field] as number | undefined) ?? Number.NaN;
    }
    for (const field of this.#texts) {
      const text = fields[field] as string | undefined;
      (this.texts as Columns<Int32Array>)[field]![i] =
        text === undefined ? NO_TEXT : this.dictionary.codeOf(text);
    }
    for (const [field, values] of this.#choices) {
      const value = fields[field] as string | undefined;
      (this.choices as Columns<Uint8Array>)[field]![i] = value === undefined ? NO_CHOICE : values.get(value)!;
    }
  }
}
