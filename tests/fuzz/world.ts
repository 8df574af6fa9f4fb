/** Valid events of a small world, so that keys, windows and repeats meet: as fields in JSON, ready to be spoiled. */
import type { Prng } from '../../generator/prng.js';
import type { Topic } from '../../schemas/index.js';
import { STRANGE_NAMES } from './odd-names.js';

/** Name and value as JSON texts: a list may hold what no object can, such as a name twice, or 1e400. */
export interface Field {
  key: string;
  value: string;
}

export type FieldKind = 'name' | 'time' | 'millis' | 'number' | 'address' | 'currency' | 'event_id' | 'other';

const KINDS: Readonly<Record<string, FieldKind>> = {
  '"purchase_timestamp"': 'time',
  '"price"': 'number',
  '"cpu_load"': 'number',
  '"memory_usage"': 'number',
  '"latency"': 'number',
  '"health"': 'number',
  '"ip_address"': 'address',
  '"remote_addr"': 'address',
  '"currency"': 'currency',
  '"event_id"': 'event_id',
  '"event_type"': 'other',
  '"eventtype"': 'other',
  '"outcome"': 'other',
  '"request"': 'other',
};

export function kindOf(topic: Topic, key: string): FieldKind {
  if (key === '"timestamp"') return topic === 'combat-events' ? 'millis' : 'time';
  return KINDS[key] ?? 'name';
}

export interface ValidEvent {
  readonly fields: Field[];
  /** Ms since 1970. */
  readonly time: number;
}

export interface WorldOptions {
  readonly players: number;
  readonly items: number;
  readonly servers: number;
  readonly addresses: number;
  /** Ms that go by from one event to the next, at most. */
  readonly pace: number;
  /** Most events fall into scenes that last so many ms. */
  readonly scene: number;
}

/** Some days for 50,000 events. */
const LARGE: WorldOptions = { players: 40, items: 6, servers: 5, addresses: 9, pace: 10_000, scene: 120_000 };

const HOUR = 3_600_000;

export class World {
  /** Goes on from record to record. */
  #now = Date.UTC(2024, 11, 30, 20);
  #scene = this.#now;
  readonly #numbers = new Map<string, number>();

  constructor(
    readonly chance: Prng,
    readonly options: WorldOptions = LARGE,
  ) {}

  /** What the record's own timestamp would be. */
  get now(): number {
    return this.#now;
  }

  event(topic: Topic): ValidEvent {
    const { chance, options } = this;
    this.#now += chance.below(options.pace);
    if (chance.chance(0.03)) this.#scene = this.#now - chance.below(6 * HOUR);
    const time = chance.chance(0.8)
      ? this.#scene + chance.below(options.scene)
      : this.#now - chance.below(20_000);
    const fields = this.#fields(topic, time);
    if (chance.chance(0.6)) fields.push({ key: '"event_id"', value: JSON.stringify(this.#eventId(topic)) });
    return { fields, time };
  }

  #fields(topic: Topic, time: number): Field[] {
    const { chance } = this;
    const { players, items, servers, addresses } = this.options;
    const name = (prefix: string, count: number) =>
      chance.chance(0.03) ? chance.pick(STRANGE_NAMES) : `"${prefix}${chance.below(count)}"`;
    const load = () => String(chance.chance(0.3) ? chance.whole(88, 100) : chance.between(0, 100));
    switch (topic) {
      case 'player-events':
        return fieldsOf({
          player_id: name('p', players),
          session_id: name('s', 3),
          event_type: chance.pick(['"move"', '"move"', '"interaction"', '"level_complete"']),
          level_id: name('l', 6),
          map_id: name('m', 4),
          timestamp: this.#timestamp(time),
        });
      case 'purchase-events':
        return fieldsOf({
          player_id: name('p', players),
          item_id: name('i', items),
          price: chance.pick([
            '19.99',
            '19.99',
            '19.99',
            '5',
            '6.6633335',
            '60',
            '0',
            String(chance.between(0, 1e3)),
          ]),
          currency: chance.pick(['"USD"', '"USD"', '"EUR"']),
          purchase_timestamp: this.#timestamp(time),
          ip_address: `"${chance.pick(['10.0.0.', '::ffff:10.0.0.', '2001:DB8::'])}${chance.below(addresses)}"`,
        });
      case 'server-metrics':
        return fieldsOf({
          server_id: name('srv', servers),
          cpu_load: load(),
          memory_usage: load(),
          latency: String(chance.chance(0.2) ? chance.between(150, 600) : chance.between(0, 200)),
          timestamp: this.#timestamp(time),
        });
      case 'combat-events':
        return fieldsOf({
          playerid: name('p', players),
          timestamp: String(time),
          eventtype: chance.pick(['"kill"', '"death"']),
        });
      case 'game-actions':
        return [
          ...fieldsOf({ player_id: name('p', players), timestamp: this.#timestamp(time) }),
          ...this.#action(name, load),
        ];
    }
  }

  #action(name: (prefix: string, count: number) => string, load: () => string): Field[] {
    const { chance } = this;
    const { players } = this.options;
    const what = chance.pick([
      { event_type: '"buy_sword"', sword_type: name('sword', 4) },
      { event_type: '"buy_weapon"', weapon_type: name('weapon', 4) },
      { event_type: '"join_guild"', guild_name: name('guild', 4) },
      { event_type: '"leave_guild"' },
      { event_type: '"leave_guild"', guild_name: name('guild', 4) },
      { event_type: '"battle"', opponent_id: name('p', players), outcome: '"win"', health: load() },
      { event_type: '"battle"', opponent_id: name('p', players), outcome: '"lose"', health: load() },
    ]);
    const request = chance.chance(0.1)
      ? { request: '{"host":"h","user_agent":"u","remote_addr":"::1"}' }
      : {};
    return fieldsOf({ ...what, ...request });
  }

  /** The same instant in one of its many forms. */
  #timestamp(time: number): string {
    const { chance } = this;
    if (chance.chance(0.6)) return `"${new Date(time).toISOString()}"`;
    const minutes = chance.whole(-1439, 1439);
    const local = new Date(time + minutes * 60_000).toISOString().slice(0, 23);
    const more = String(chance.below(1e6)).padStart(6, '0').slice(0, chance.below(7));
    const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
    const zone = `${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
    return `"${local}${more}${minutes < 0 ? '-' : '+'}${zone}"`;
  }

  /** Mostly new ones, in order; some left out, some late, some twice. */
  #eventId(topic: Topic): string {
    const { chance } = this;
    if (chance.chance(0.25)) return `${chance.below(4000)}f-uuid`;
    const source = `${topic.slice(0, 2)}.${chance.below(4)}`;
    const next = this.#numbers.get(source) ?? 0;
    if (chance.chance(0.05)) return `${source}-${chance.below(next + 1)}`;
    this.#numbers.set(source, next + 1 + (chance.chance(0.05) ? chance.below(1500) : 0));
    return `${source}-${next}`;
  }
}

function fieldsOf(event: Readonly<Record<string, string>>): Field[] {
  return Object.entries(event).map(([key, value]) => ({ key: `"${key}"`, value }));
}
