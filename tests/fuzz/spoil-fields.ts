/** Changes to an event's fields. What comes out is mostly still JSON, and at times still valid. */
import type { Prng } from '../../generator/prng.js';
import type { Topic } from '../../schemas/index.js';
import { ADDRESSES, CURRENCIES } from './odd-addresses.js';
import { EDGE_STRINGS, EVENT_IDS, INHERITED, STRANGE_NAMES } from './odd-names.js';
import { NUMBERS, WRONG_TYPES } from './odd-numbers.js';
import { LAST_MILLIS, LAST_TIMES, MILLIS, TIMES } from './odd-times.js';
import { type Field, type FieldKind, kindOf } from './world.js';

/** A text nests at most so deep: 64 KiB hold no more. */
const DEEPEST = 32_000;

export class FieldSpoiler {
  readonly #changes: readonly ((fields: Field[], topic: Topic) => void)[];

  /** @param wild whether times may be at the end of the calendar, which makes W stay there */
  constructor(
    readonly chance: Prng,
    readonly wild: boolean,
  ) {
    const odd = (fields: Field[], topic: Topic) => {
      const field = this.#one(fields);
      field.value = this.#odd(kindOf(topic, field.key));
    };
    this.#changes = [
      odd,
      odd,
      odd,
      odd,
      (fields) => {
        this.#one(fields).value = chance.pick(WRONG_TYPES);
      },
      (fields) => {
        fields.splice(chance.below(fields.length), 1);
      },
      (fields) => this.#insert(fields, { key: this.#strangeKey(), value: chance.pick(WRONG_TYPES) }),
      (fields, topic) =>
        this.#insert(fields, { key: '"event_id"', value: this.#odd(kindOf(topic, '"event_id"')) }),
      // Of a repeated key the last counts, wherever it stands.
      (fields) => this.#insert(fields, { ...this.#one(fields) }),
      (fields) => this.#insert(fields, { key: this.#one(fields).key, value: this.#odd('name') }),
      (fields) => {
        const field = this.#one(fields);
        field.key = escapedFirst(field.key);
      },
      (fields) => {
        const field = this.#one(fields);
        field.key = chance.chance(0.5) ? field.key.toUpperCase() : this.#strangeKey();
      },
      (fields) => {
        const [one, other] = [this.#one(fields), this.#one(fields)];
        [one.value, other.value] = [other.value, one.value];
      },
      (fields) => {
        fields.sort(() => chance.unit() - 0.5);
      },
      (fields) => {
        if (chance.chance(0.05)) this.#one(fields).value = this.nested();
      },
    ];
  }

  /** Changes one to three things. */
  spoil(fields: Field[], topic: Topic): void {
    for (let changes = this.chance.pick([1, 1, 1, 2, 3]); changes > 0; changes--) {
      if (fields.length > 0) this.chance.pick(this.#changes)(fields, topic);
    }
  }

  /** Deep nesting, closed or not. */
  nested(): string {
    const { chance } = this;
    const depth = chance.pick([10, 100, 1000, 10_000, DEEPEST]);
    const [open, inner, close] = chance.pick([
      ['[', '', ']'],
      ['[', '"\\ud800"', ']'],
      ['{"a":', '1', '}'],
      ['{"__proto__":', '{}', '}'],
    ] as const);
    const levels = Math.min(depth, Math.floor(65_000 / (open.length + 1)));
    return open.repeat(levels) + inner + (chance.chance(0.8) ? close.repeat(levels) : '');
  }

  #odd(kind: FieldKind): string {
    const { chance, wild } = this;
    switch (kind) {
      case 'name':
        return chance.pick(chance.chance(0.6) ? STRANGE_NAMES : EDGE_STRINGS);
      case 'time':
        return chance.pick(wild && chance.chance(0.05) ? LAST_TIMES : TIMES);
      case 'millis':
        return chance.pick(wild && chance.chance(0.05) ? LAST_MILLIS : MILLIS);
      case 'number':
        return chance.pick(NUMBERS);
      case 'address':
        return chance.pick(ADDRESSES);
      case 'currency':
        return chance.pick(CURRENCIES);
      case 'event_id':
        return chance.pick(chance.chance(0.8) ? EVENT_IDS : EDGE_STRINGS);
      case 'other':
        return chance.pick([
          '"move"',
          '"kill"',
          '"Move"',
          '"battle"',
          '"buy_sword"',
          '"win"',
          '""',
          ...WRONG_TYPES,
        ]);
    }
  }

  #strangeKey(): string {
    const { chance } = this;
    if (chance.chance(0.3)) return JSON.stringify(chance.pick(INHERITED));
    return chance.pick(
      chance.chance(0.5) ? STRANGE_NAMES : [...EDGE_STRINGS, '"price"', '"0"', '"time"', '"ip"'],
    );
  }

  #one(fields: Field[]): Field {
    return this.chance.pick(fields);
  }

  #insert(fields: Field[], field: Field): void {
    fields.splice(this.chance.below(fields.length + 1), 0, field);
  }
}

/** The same key, its first character written as an escape. */
function escapedFirst(key: string): string {
  const first = key.charCodeAt(1).toString(16).padStart(4, '0');
  return key.startsWith('"\\') || key.length < 3 ? key : `"\\u${first}${key.slice(2)}`;
}
