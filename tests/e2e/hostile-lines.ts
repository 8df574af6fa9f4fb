/**
 * Lines for `produce` that a careless reader of the data dictionary gets wrong: bytes that are no text, JSON at its edges, times
 * at theirs, names that break separators, tables and terminals. Which of them are accepted is for the oracle to say.
 */
import type { Topic } from '../../schemas/index.js';
import { EXTRAS, IPS, NAMES, NUMBERS, TIMES } from './hostile-values.js';

/** Of each topic a valid event, as the fields of its JSON text. */
const BASE: Record<Topic, Readonly<Record<string, string>>> = {
  'player-events': {
    player_id: '"p1"',
    session_id: '"s1"',
    event_type: '"move"',
    level_id: '"l1"',
    map_id: '"m1"',
    timestamp: '"2024-11-12T10:15:30Z"',
  },
  'purchase-events': {
    player_id: '"p1"',
    item_id: '"i1"',
    price: '1.5',
    currency: '"USD"',
    purchase_timestamp: '"2024-11-12T10:15:30Z"',
    ip_address: '"10.0.0.1"',
  },
  'server-metrics': {
    server_id: '"sv1"',
    cpu_load: '10',
    memory_usage: '20',
    latency: '30',
    timestamp: '"2024-11-12T10:15:30Z"',
  },
  'combat-events': { playerid: '"p1"', timestamp: '1731406530000', eventtype: '"kill"' },
  'game-actions': {
    player_id: '"p1"',
    timestamp: '"2024-11-12T10:15:30Z"',
    event_type: '"battle"',
    opponent_id: '"p2"',
    outcome: '"win"',
    health: '50',
  },
};

const NAME_FIELD = /(_id|playerid|name|_type)$/;
const NUMBER_FIELD = /^(price|cpu_load|memory_usage|latency|health)$/;

/** About a hundred lines for a topic; `now` (ms) is about when they will be produced. */
export function hostileLines(topic: Topic, now: number): Buffer {
  const base = BASE[topic];
  const valid = text(base);
  const fields = Object.keys(base);
  const texts = [
    valid,
    ...EXTRAS.map((extra) => valid.replace(/}$/, `${extra}}`)),
    ...fields.flatMap((field) =>
      variants(topic, field, now).map((value) => text({ ...base, [field]: value })),
    ),
    // A repeated key: the last wins, whatever the others are.
    ...fields.map((field) => `{"${field}":1e400,${valid.slice(1)}`),
    ...fields.map((field) => valid.replace(/}$/, `,"${field}":null}`)),
    ...fields.map((field) =>
      text(Object.fromEntries(Object.entries(base).filter(([name]) => name !== field))),
    ),
    valid.replace(/"([a-z])/, (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`),
    '',
    ' ',
    'null',
    '[]',
    `[${valid}]`,
    '7',
    `${valid} `,
    `\t${valid}`,
    `\u00a0${valid}`,
    `${valid}${valid}`,
    `${valid},`,
    valid.replaceAll('"', "'"),
    `{${'[{"a":'.repeat(2000)}`,
    '['.repeat(15_000),
    valid.padEnd(16_000),
    ...(topic === 'game-actions' ? ACTIONS : []),
  ];
  const bytes = [
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(valid)]),
    // Not UTF-8: a lone byte, an overlong form, a surrogate, a cut sequence.
    ...[[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98]].map((broken) => spoiled(valid, broken)),
    Buffer.from([0x00]),
    Buffer.from(valid, 'utf16le'),
  ];
  const lines = [...texts.map((line) => Buffer.from(line)), ...bytes];
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
}

function text(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields)
    .map(([name, value]) => `"${name}":${value}`)
    .join(',')}}`;
}

function variants(topic: Topic, field: string, now: number): string[] {
  if (field === 'ip_address') return IPS.map((ip) => `"${ip}"`);
  if (field === 'currency') return ['"usd"', '"USDX"', '"ÄÖÜ"', '"EUR"', '"XXX"'];
  if (NUMBER_FIELD.test(field)) return NUMBERS;
  if (field === 'timestamp' && topic === 'combat-events') {
    return [
      '0',
      '-1',
      '0.5',
      '1e12',
      '1731406530000.0',
      '253402300799999',
      '"0"',
      ...aroundNow(now).map(String),
    ];
  }
  if (field.endsWith('timestamp')) {
    return [...TIMES, ...aroundNow(now).map((ms) => new Date(ms).toISOString())].map((time) => `"${time}"`);
  }
  return NAME_FIELD.test(field) ? NAMES : ['"other"', '1'];
}

/** On both sides of the five minutes that an event may be ahead of its record. */
function aroundNow(now: number): number[] {
  return [now, now + 4 * 60_000, now + 20 * 60_000];
}

/** The valid event with these bytes within its first string. */
function spoiled(valid: string, broken: readonly number[]): Buffer {
  const at = valid.indexOf('p1') >= 0 ? valid.indexOf('p1') : valid.indexOf('sv1');
  return Buffer.concat([Buffer.from(valid.slice(0, at)), Buffer.from(broken), Buffer.from(valid.slice(at))]);
}

const PLAYER = '"player_id":"p3","timestamp":"2024-11-12T10:15:30Z"';
const ACTIONS = [
  ...NAMES.map((name) => `{${PLAYER},"event_type":"buy_sword","sword_type":${name}}`),
  ...NAMES.map((name) => `{${PLAYER},"event_type":"join_guild","guild_name":${name}}`),
  `{${PLAYER},"event_type":"leave_guild"}`,
  `{${PLAYER},"event_type":"leave_guild","guild_name":"g"}`,
  `{${PLAYER},"event_type":"join_guild"}`,
  `{${PLAYER},"event_type":"buy_weapon","sword_type":"x"}`,
  `{${PLAYER},"event_type":"buy_weapon","weapon_type":"bow","request":{}}`,
  `{${PLAYER},"event_type":"buy_weapon","weapon_type":"bow","request":{"host":"","remote_addr":"::1"}}`,
  `{${PLAYER},"event_type":"buy_weapon","weapon_type":"bow","request":{"remote_addr":"::1","x":1}}`,
];
