import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { computeStats, type LogRecord } from '../../verify/index.js';
import type { Verdict } from '../../verify/verdict.js';
import { at, move, purchase, records, sample } from './given.js';
import { judge } from './judged.js';
import { readRecords } from './ndjson.js';

function verdicts(given: LogRecord[]): Verdict['kind'][] {
  return judge(given).judged.map(({ verdict }) => verdict);
}

/** The verdict on one value of a topic, on its own. */
function verdict(
  topic: string,
  value: unknown,
  fields: Partial<LogRecord> = {},
): Verdict['kind'] | undefined {
  return verdicts(records(topic, [value]).map((record) => ({ ...record, ...fields })))[0];
}

const player = {
  player_id: 'player_123',
  session_id: 'session_456',
  event_type: 'move',
  level_id: 'level_02',
  map_id: 'map_03',
  timestamp: '2024-11-12T10:15:30Z',
};
const bought = purchase('p', 'i', 1, '10:00:00');
const measured = sample('s', '10:00:00', 1);
const fought = { playerid: 'p', timestamp: 1_000, eventtype: 'kill' };
const acted = { player_id: 'p', timestamp: at('10:00:00') };
const won = { ...acted, event_type: 'battle', opponent_id: 'q', outcome: 'win', health: 0 };
const sword = { ...acted, event_type: 'buy_sword', sword_type: 'katana' };

describe('accepted', () => {
  it.each<[string, unknown]>([
    ['player-events', player],
    ['player-events', ` \n${JSON.stringify(player)}\t`],
    ['player-events', { ...player, event_id: '😀'.repeat(64), player_id: '\u0000'.repeat(128) }],
    ['player-events', JSON.stringify(player).replace('{', '{"player_id":1e400,"player_id":"\\ud800",')],
    ['purchase-events', { ...bought, price: 0, ip_address: '::1' }],
    ['purchase-events', { ...bought, price: 1e9, ip_address: '2001:DB8::1.2.3.4' }],
    ['purchase-events', JSON.stringify(bought).replace('"price":1', '"price":-0.0')],
    ['purchase-events', JSON.stringify(bought).replace('"price":1', '"price":1000000000.00000000001')],
    ['server-metrics', { ...measured, cpu_load: 100, memory_usage: 100, latency: 1e6 }],
    ['combat-events', fought],
    ['combat-events', '{"playerid":"p","timestamp":1e3,"eventtype":"death"}'],
    ['game-actions', won],
    ['game-actions', sword],
    ['game-actions', { ...acted, event_type: 'buy_weapon', weapon_type: 'bow', request: {} }],
    ['game-actions', { ...acted, event_type: 'join_guild', guild_name: 'g' }],
    ['game-actions', { ...acted, event_type: 'leave_guild' }],
    ['game-actions', { ...acted, event_type: 'leave_guild', guild_name: 'g', event_id: 'a' }],
    ['game-actions', { ...sword, request: { host: 'h', user_agent: 'x'.repeat(512), remote_addr: '::' } }],
  ])('%s %j', (topic, value) => expect(verdict(topic, value)).toBe('accepted'));
});

describe('rejected', () => {
  it.each<[string, unknown]>([
    ['player-events', ''],
    ['player-events', 'null'],
    ['player-events', [player]],
    ['player-events', `${JSON.stringify(player)}x`],
    ['player-events', `\ufeff${JSON.stringify(player)}`],
    ['player-events', { ...player, player_id: '' }],
    ['player-events', { ...player, player_id: 'x'.repeat(129) }],
    ['player-events', { ...player, player_id: 7 }],
    ['player-events', JSON.stringify(player).replace('map_03', '\\ud800')],
    ['player-events', { ...player, event_type: 'jump' }],
    ['player-events', { ...player, event_id: '' }],
    ['player-events', { ...player, event_id: 'x'.repeat(65) }],
    ['player-events', { ...player, event_id: null }],
    ['player-events', { ...player, more: 1 }],
    ['player-events', JSON.stringify(player).replace('{', '{"__proto__":1,')],
    ['player-events', { ...player, map_id: undefined }],
    ['player-events', { ...player, timestamp: 1731406530000 }],
    ['purchase-events', { ...bought, price: -0.01 }],
    ['purchase-events', { ...bought, price: 1e9 + 0.5 }],
    ['purchase-events', { ...bought, price: '1' }],
    ['purchase-events', JSON.stringify(bought).replace('"price":1', '"price":1e400')],
    ['purchase-events', { ...bought, currency: 'usd' }],
    ['purchase-events', { ...bought, currency: 'USDT' }],
    ['purchase-events', { ...bought, ip_address: 'fe80::1%eth0' }],
    ['server-metrics', { ...measured, cpu_load: 100.1 }],
    ['server-metrics', { ...measured, latency: 1e6 + 1 }],
    ['combat-events', { ...fought, timestamp: 0.5 }],
    ['combat-events', { ...fought, timestamp: at('10:00:00') }],
    ['combat-events', { ...fought, eventtype: 'heal' }],
    ['game-actions', { ...sword, weapon_type: 'bow' }],
    ['game-actions', { ...acted, event_type: 'buy_sword' }],
    ['game-actions', { ...won, outcome: 'draw' }],
    ['game-actions', { ...won, health: 101 }],
    ['game-actions', { ...sword, request: { more: 1 } }],
    ['game-actions', { ...sword, request: { user_agent: '' } }],
    ['game-actions', { ...sword, request: { host: 'x'.repeat(513) } }],
    ['game-actions', { ...sword, request: { remote_addr: 'home' } }],
    ['game-actions', { ...sword, request: null }],
  ])('%s %j', (topic, value) => expect(verdict(topic, value)).toBe('rejected'));

  it('when the bytes are not UTF-8, begin with a byte order mark or are more than 64 KiB', () => {
    const bytes = (value: Buffer) =>
      verdict('player-events', '', { value: null, value_base64: value.toString('base64') });
    const good = Buffer.from(JSON.stringify(player));
    expect(bytes(good)).toBe('accepted');
    expect(bytes(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), good]))).toBe('rejected');
    const broken = Buffer.from(good);
    broken[good.indexOf('map_03')] = 0xff;
    expect(bytes(broken)).toBe('rejected');
    const surrogate = Buffer.from(JSON.stringify({ ...player, map_id: '???' }));
    Buffer.from([0xed, 0xa0, 0x80]).copy(surrogate, surrogate.indexOf('???'));
    expect(bytes(surrogate)).toBe('rejected');
    const text = JSON.stringify(player);
    expect(verdict('player-events', text.padEnd(65_536))).toBe('accepted');
    expect(verdict('player-events', text.padEnd(65_537))).toBe('rejected');
    expect(verdict('player-events', `${text.padEnd(65_535)}é`)).toBe('rejected');
  });

  it('when it is more than 5 minutes ahead of its own record, if that has a time', () => {
    const time = Date.parse(player.timestamp);
    const stamped = (timestamp: number | null) => verdict('player-events', player, { timestamp });
    expect(stamped(time - 300_000)).toBe('accepted');
    expect(stamped(time - 300_001)).toBe('rejected');
    expect(stamped(0)).toBe('rejected');
    expect(stamped(null)).toBe('accepted');
    expect(stamped(-1)).toBe('accepted');
  });
});

describe('duplicate', () => {
  const withId = (event_id: string, fields = {}) => ({ ...player, event_id, ...fields });

  it('is the same id after an accepted one of the same partition, whatever the bytes', () => {
    const given = records('player-events', [
      withId('a'),
      withId('a'),
      withId('b'),
      withId('a', { map_id: 'M' }),
    ]);
    expect(verdicts(given)).toEqual(['accepted', 'duplicate', 'accepted', 'duplicate']);
    expect(verdicts(records('player-events', [player, player]))).toEqual(['accepted', 'accepted']);
  });

  it('is never a rejected record, and a rejected record makes none', () => {
    const bad = withId('a', { map_id: '' });
    expect(verdicts(records('player-events', [bad, withId('a'), bad, withId('a')]))).toEqual([
      'rejected',
      'accepted',
      'rejected',
      'duplicate',
    ]);
  });

  it('does not reach over partitions or topics', () => {
    const given = [
      ...records('player-events', [withId('a')], 0),
      ...records('player-events', [withId('a')], 1),
      ...records('server-metrics', [{ ...measured, event_id: 'a' }], 0),
    ];
    expect(verdicts(given)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('follows offsets, not the order in which the records are given', () => {
    const given = records('player-events', [
      withId('a', { map_id: 'first' }),
      withId('a', { map_id: 'second' }),
    ]);
    const { accepted } = judge(given.toReversed());
    expect(accepted['player-events'].map((event) => event.map_id)).toEqual(['first']);
  });
});

describe('topics', () => {
  it('counts every record once, partition by partition, and leaves out other topics', () => {
    const first = records(
      'player-events',
      [move('p', 's', '10:00:00'), { ...player, event_id: 'a' }, 'bad'],
      10,
    );
    const given = [
      ...first.map((record) => ({ ...record, offset: record.offset + 7 })),
      ...records(
        'player-events',
        [
          { ...player, event_id: 'a' },
          { ...player, event_id: 'a' },
        ],
        2,
      ),
      ...records('combat-events', [fought]),
      ...records('elsewhere', [fought]),
    ];
    const row = (topic: string, partition: number, next_offset: number, counts: number[]) => {
      const [received, accepted, duplicate, rejected] = counts;
      return { topic, partition, next_offset, received, accepted, duplicate, rejected };
    };
    expect(computeStats(given, DEFAULT_SETTINGS).topics).toEqual([
      row('combat-events', 0, 1, [1, 1, 0, 0]),
      row('player-events', 2, 2, [2, 1, 1, 0]),
      row('player-events', 10, 10, [3, 2, 0, 1]),
    ]);
  });

  it('refuses a record given twice', () => {
    const given = records('player-events', [player]);
    expect(() => computeStats([...given, ...given], DEFAULT_SETTINGS)).toThrow(
      'player-events/0: offset 0 was given twice',
    );
  });

  it('reads lines, the last without an end as well', () => {
    const given = records('player-events', [player, player]);
    const text = given.map((record) => JSON.stringify(record)).join('\n');
    expect([...readRecords(text)]).toEqual(given);
    expect([...readRecords(`${text}\n`)]).toEqual(given);
  });
});
