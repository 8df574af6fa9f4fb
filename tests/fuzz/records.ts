/** The records of a round: valid events, repeats, events with spoiled fields, spoiled texts and spoiled bytes. */
import type { Prng } from '../../generator/prng.js';
import { TOPICS, type Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import type { SentRecord } from '../support/random-events.js';
import { STRANGE_NAMES } from './odd-names.js';
import { WRONG_TYPES } from './odd-numbers.js';
import { spoilBytes } from './spoil-bytes.js';
import { FieldSpoiler } from './spoil-fields.js';
import { type Field, World } from './world.js';

/** Values of a partition that may come again. */
const REMEMBERED = 200;
const AHEAD = 300_000;
const LARGEST = 65_536;
/** What a producer may write: any i64. NaN: none. */
const WILD_STAMPS = [0, -2, -5000, -86_500_000, 8.64e15, 8.64e15 + 172_800_002, 2 ** 63, -(2 ** 63), 1e15];

export interface Flavour {
  /** Whether times, of events and of records, go to the ends of the calendar. */
  readonly wild: boolean;
  readonly settings: Settings;
}

export class Records {
  readonly #world: World;
  readonly #spoiler: FieldSpoiler;
  readonly #recent = new Map<string, Buffer[]>();

  constructor(
    readonly chance: Prng,
    readonly flavour: Flavour,
  ) {
    this.#world = new World(chance);
    this.#spoiler = new FieldSpoiler(chance, flavour.wild);
  }

  next(): SentRecord {
    const { chance } = this;
    const topic = chance.pick(TOPICS);
    const partition = chance.below(2);
    const recent = this.#recentOf(`${topic}/${partition}`);
    const { fields, time } = this.#world.event(topic);
    const value = this.#value(topic, fields, recent);
    if (recent.length < REMEMBERED) recent.push(value);
    else recent[chance.below(REMEMBERED)] = value;
    return { topic, partition, key: this.#key(), value, timestamp: this.#stamp(time) };
  }

  #value(topic: Topic, fields: Field[], recent: readonly Buffer[]): Buffer {
    const { chance } = this;
    const kind = chance.unit();
    const other = recent.length === 0 ? Buffer.from('{}') : chance.pick(recent);
    if (kind < 0.27) return this.#bytes(topic, fields);
    if (kind < 0.33) return other;
    if (kind < 0.36) return spoilBytes(chance, other, this.#bytes(topic, fields));
    if (kind < 0.75) {
      this.#spoiler.spoil(fields, topic);
      return this.#bytes(topic, fields);
    }
    if (kind < 0.83) return Buffer.from(this.#spoilText(this.#text(topic, fields)));
    return spoilBytes(chance, this.#bytes(topic, fields), other);
  }

  #bytes(topic: Topic, fields: readonly Field[]): Buffer {
    return Buffer.from(this.#text(topic, fields));
  }

  /** With white space here and there, and names as the settings have them. */
  #text(topic: Topic, fields: readonly Field[]): string {
    const { chance } = this;
    const spaced = chance.chance(0.1);
    const space = () => (spaced ? chance.pick(['', ' ', '\n', '\t', '\r\n', '  ']) : '');
    const called = this.flavour.settings.fields[topic] ?? {};
    const theirs = (key: string) => {
      const name = key.slice(1, -1);
      return Object.hasOwn(called, name) && chance.chance(0.99) ? JSON.stringify(called[name]) : key;
    };
    const texts = fields.map(
      ({ key, value }) => `${space()}${theirs(key)}${space()}:${space()}${value}${space()}`,
    );
    return `${space()}{${texts.join(',')}}${space()}`;
  }

  /** Changes to the event as a whole. */
  #spoilText(text: string): string {
    const { chance } = this;
    switch (chance.below(12)) {
      case 0:
        return `[${text}]`;
      case 1:
        return `{"event":${text}}`;
      case 2:
        return JSON.stringify(text);
      case 3:
        return text + chance.pick(['\n', ' ', text, ',', '\0', 'x', '//', '\u2028', '\ufeff']);
      case 4:
        return (
          chance.pick(['\ufeff', '\ufeff\ufeff', '\0', '\u00a0', ' \ufeff', '\u2028', '\v', '//\n']) + text
        );
      case 5:
        return chance.pick([...WRONG_TYPES, ...STRANGE_NAMES, '', ' ', '"', '{', '}', '{}', '1e400', '-']);
      case 6:
        return chance.chance(0.1) ? this.#spoiler.nested() : text.replaceAll('"', "'");
      case 7:
        return text.replace('{', `{"__proto__":${text},`);
      case 8:
        return text.replace('}', ',}');
      case 9:
        return chance.chance(0.02) ? this.#large(text) : text.toUpperCase();
      case 10:
        return text.replaceAll('_', '\\u005f');
      default:
        return text.replaceAll(':', chance.pick([' :\n', '=', '::', ': ']));
    }
  }

  /** About as large as a value may be: by white space, which changes nothing else. */
  #large(text: string): string {
    const size = this.chance.pick([LARGEST - 1, LARGEST, LARGEST + 1, LARGEST + 5000]);
    return text + ' '.repeat(Math.max(0, size - Buffer.byteLength(text)));
  }

  #stamp(time: number): number | undefined {
    const { chance } = this;
    const kind = chance.unit();
    if (kind < 0.03) return undefined;
    if (kind < 0.04) return -1;
    if (kind < 0.07) return time - AHEAD - chance.below(3) + 1;
    if (kind < 0.071 && this.flavour.wild) return chance.pick(WILD_STAMPS);
    return this.#world.now;
  }

  #key(): string | undefined {
    const { chance } = this;
    return chance.chance(0.1) ? undefined : chance.chance(0.05) ? '\x1b[2J\0' : `k${chance.below(9)}`;
  }

  #recentOf(name: string): Buffer[] {
    let recent = this.#recent.get(name);
    if (recent === undefined) {
      recent = [];
      this.#recent.set(name, recent);
    }
    return recent;
  }
}
