import { KEY_FIELD, TIME_FIELD, type Topic } from '../schemas/topics.js';
import type { Spoiler } from './bad-events.js';
import type { Prng } from './prng.js';

type Fields = Record<string, unknown>;

const KIND_FIELD: Partial<Record<Topic, string>> = {
  'player-events': 'event_type',
  'purchase-events': 'currency',
  'combat-events': 'eventtype',
  'game-actions': 'event_type',
};

const CALENDAR_TIMES = [
  '2024-02-30T10:00:00.000Z',
  '2023-02-29T10:00:00Z',
  '2024-13-01T10:00:00Z',
  '2024-11-12T24:00:00Z',
  '2024-11-12T10:60:00Z',
  '2024-11-12t10:15:30z',
  '2024-11-12 10:15:30Z',
  '2024-11-12T10:15:30',
  '2024-11-12T10:15:30+24:00',
  '2024-11-12T10:15Z',
  '2024-11-12T10:15:30.Z',
  '2024-11-12T10:15:30.1234567890Z',
  '1969-12-31T23:59:59.999Z',
  '+010000-01-01T00:00:00Z',
  '12/11/2024 10:15',
  'yesterday',
  '1731406530000',
  '',
  1731406530000,
  null,
];
const COMBAT_TIMES = ['1731406530000', '2024-11-12T10:15:30Z', 1731406530000.5, -1, 253402300800000, null];

/** Spoiled in one field: it parses, and only the schema can tell. */
export const BAD_FIELDS: readonly Spoiler[] = [
  withFields('missing field', (event, topic, prng) => {
    delete event[prng.chance(0.5) ? KEY_FIELD[topic] : TIME_FIELD[topic]];
  }),
  withFields('extra field', (event, _topic, prng) => {
    event[prng.pick(['debug', 'Timestamp', 'constructor', 'playerId', ''])] = 1;
  }),
  { kind: 'extra field __proto__', spoil: (text) => `${text.slice(0, -1)},"__proto__":{"admin":true}}` },
  {
    kind: 'repeated key, last one wrong',
    spoil: (text, topic) => `${text.slice(0, -1)},"${KEY_FIELD[topic]}":null}`,
  },
  withFields('wrong type of id', (event, topic, prng) => {
    event[KEY_FIELD[topic]] = prng.pick<unknown>([7, null, true, ['player_1'], { id: 'player_1' }]);
  }),
  withFields('id of a wrong length', (event, topic, prng) => {
    event[KEY_FIELD[topic]] = prng.pick(['', 'p'.repeat(129), '\u{1f5e1}'.repeat(129)]);
  }),
  withFields('bad event_id', (event, _topic, prng) => {
    event.event_id = prng.pick<unknown>(['', 'e'.repeat(65), 12, null]);
  }),
  withFields('bad time', (event, topic, prng) => {
    event[TIME_FIELD[topic]] = prng.pick<unknown>(topic === 'combat-events' ? COMBAT_TIMES : CALENDAR_TIMES);
  }),
  withFields('time in the future', (event, topic, prng) => {
    const year = prng.whole(2400, 9999);
    event[TIME_FIELD[topic]] = topic === 'combat-events' ? Date.UTC(year, 0, 1) : `${year}-01-01T00:00:00Z`;
  }),
  {
    ...withFields('unknown kind', (event, topic, prng) => {
      event[KIND_FIELD[topic] as string] = prng.pick<unknown>([
        'teleport',
        'KILL',
        'Usd',
        '$',
        'EURO',
        '',
        3,
      ]);
    }),
    topics: ['player-events', 'purchase-events', 'combat-events', 'game-actions'],
  },
  {
    ...numberSpoiler('price', ['-0.01', '1000000000.01', '1e400', '"4.99"', 'null']),
    topics: ['purchase-events'],
  },
  {
    ...withFields('bad ip', (event, _topic, prng) => {
      event.ip_address = prng.pick<unknown>([
        '999.1.1.1',
        '10.0.0',
        '10.0.0.1:443',
        'fe80::1%eth0',
        '1::2::3',
        '',
        167772161,
      ]);
    }),
    topics: ['purchase-events'],
  },
  { ...numberSpoiler('cpu_load', ['100.01', '-1', '1e999', '"97%"', '[50]']), topics: ['server-metrics'] },
  { ...numberSpoiler('memory_usage', ['101', '-0.5', 'true']), topics: ['server-metrics'] },
  { ...numberSpoiler('latency', ['-5', '1000001', '"35ms"', '{}']), topics: ['server-metrics'] },
  {
    ...withFields('action with the wrong details', (event, _topic, prng) => {
      const { event_id, player_id, timestamp } = event;
      for (const name of Object.keys(event)) delete event[name];
      const details = prng.pick<Fields>([
        { event_type: 'buy_sword' },
        { event_type: 'buy_sword', sword_type: 'katana', weapon_type: 'bow' },
        { event_type: 'join_guild', guild_name: 5 },
        { event_type: 'battle', opponent_id: 'player_1', outcome: 'draw', health: 50 },
        { event_type: 'battle', opponent_id: 'player_1', outcome: 'win', health: 100.5 },
        { event_type: 'battle', opponent_id: 'player_1', outcome: 'lose' },
        { event_type: 'leave_guild', request: { host: 'game', port: 80 } },
        { event_type: 'leave_guild', request: { user_agent: '' } },
        { event_type: 'leave_guild', request: { remote_addr: 'localhost' } },
      ]);
      Object.assign(event, { event_id, player_id, timestamp }, details);
    }),
    topics: ['game-actions'],
  },
];

function withFields(kind: string, change: (event: Fields, topic: Topic, prng: Prng) => void): Spoiler {
  return {
    kind,
    spoil(text, topic, prng) {
      const event: Fields = JSON.parse(text);
      change(event, topic, prng);
      return JSON.stringify(event);
    },
  };
}

/** Puts a raw JSON text in a number's place, so that 1e400 stays 1e400. */
function numberSpoiler(field: string, wrong: readonly string[]): Spoiler {
  const number = new RegExp(`"${field}":[0-9.]+`);
  return {
    kind: `bad ${field}`,
    spoil: (text, _topic, prng) => text.replace(number, `"${field}":${prng.pick(wrong)}`),
  };
}
