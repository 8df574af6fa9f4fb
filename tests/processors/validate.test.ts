import { describe, expect, it } from 'vitest';
import { REASONS } from '../../processors/verdict/reasons.js';
import type { Topic } from '../../schemas/index.js';
import { action, check, combat, metric, player, purchase, sword } from './validate-samples.js';

const ACCEPTED: [string, Topic, string][] = [
  ['the example of the data dictionary', 'player-events', player({})],
  ['white space around', 'player-events', ` \t\r\n${player({})}\n`],
  ['an event_id of 64 characters', 'player-events', player({ event_id: 'é'.repeat(64) })],
  ['128 characters of two units each', 'player-events', player({ player_id: '🗡'.repeat(128) })],
  ['a pair written as escapes', 'player-events', player({ map_id: 'X' }).replace('"X"', '"\\ud83d\\ude00"')],
  ['NUL in an id', 'player-events', player({ map_id: '\u0000' })],
  ['repeated key, the last one good', 'player-events', player({}).replace('{', '{"player_id":7,')],
  ['repeated key, an earlier surrogate', 'player-events', player({}).replace('{', '{"map_id":"\\ud800",')],
  ['a price of 0', 'purchase-events', purchase({ price: 0 })],
  ['a price of 10⁹', 'purchase-events', purchase({}).replace('9.99', '1e9')],
  ['a price that rounds to 10⁹', 'purchase-events', purchase({}).replace('9.99', '1000000000.00000001')],
  ['an address of six groups and v4', 'purchase-events', purchase({ ip_address: '::ffff:1.2.3.4' })],
  ['a load of 100', 'server-metrics', metric({ cpu_load: 100, memory_usage: 0, latency: 1e6 })],
  ['a time written 0', 'combat-events', combat({ timestamp: 0 })],
  ['a time written 1.0e3', 'combat-events', combat({}).replace(/"timestamp":\d+/, '"timestamp":1.0e3')],
  ['a sword', 'game-actions', sword({})],
  ['a weapon', 'game-actions', action('buy_weapon', { weapon_type: 'axe' })],
  ['a guild joined', 'game-actions', action('join_guild', { guild_name: 'g' })],
  ['a guild left by name', 'game-actions', action('leave_guild', { guild_name: 'g' })],
  ['a guild left', 'game-actions', action('leave_guild', {})],
  ['an empty request', 'game-actions', sword({ request: {} })],
  [
    'a long user agent',
    'game-actions',
    sword({ request: { user_agent: 'u'.repeat(512), remote_addr: '::' } }),
  ],
];

/** One value for each reason code, which has as many of the later faults as it can have besides. */
const BY_PRECEDENCE: [Topic, string | Buffer][] = [
  ['player-events', Buffer.alloc(70_000, 0xff)],
  ['player-events', Buffer.from([0xef, 0xbb, 0xbf, 0xff])],
  ['player-events', '\ufeff{'],
  ['player-events', '"\\ud800'],
  ['player-events', '["\\ud800"]'],
  ['player-events', '[]'],
  ['player-events', '{"player_id":1,"level":3}'],
  ['player-events', player({ level: 3, player_id: 1 })],
  ['combat-events', combat({ eventtype: 1, timestamp: '' })],
  ['player-events', player({ event_type: 'x', event_id: '' })],
  ['server-metrics', metric({ cpu_load: -1, timestamp: '' })],
  ['purchase-events', purchase({ purchase_timestamp: '', ip_address: '', event_id: '' })],
  ['purchase-events', purchase({ ip_address: 'x'.repeat(99) })],
  ['purchase-events', purchase({ currency: 'DOLLAR', ip_address: '' })],
  ['player-events', player({ player_id: '', timestamp: '9999-01-01T00:00:00Z' })],
  ['player-events', player({ player_id: 'x'.repeat(129), timestamp: '9999-01-01T00:00:00Z' })],
  ['player-events', player({ timestamp: '9999-01-01T00:00:00Z' })],
];

describe('validateValue', () => {
  it.each(ACCEPTED)('accepts %s', (_name, topic, value) => {
    expect(check(topic, value)).toMatchObject({ ok: true, event: JSON.parse(value) });
  });

  it('reports the reason that stands first in the list', () => {
    const reported = BY_PRECEDENCE.map(([topic, value]) => check(topic, value)).map((c) => !c.ok && c.reason);
    expect(reported).toEqual(REASONS.map(([code]) => code));
  });
});

describe('the time of an event', () => {
  it.each([
    [
      'player-events',
      player({ timestamp: '2024-11-12T10:15:30.1239+01:00' }),
      Date.UTC(2024, 10, 12, 9, 15, 30, 123),
    ],
    ['purchase-events', purchase({ purchase_timestamp: '2024-11-12T23:59:60Z' }), Date.UTC(2024, 10, 13)],
    ['server-metrics', metric({ timestamp: '1970-01-01T00:00:00Z' }), 0],
    ['combat-events', combat({ timestamp: 1731406530123 }), 1731406530123],
    ['game-actions', sword({ timestamp: '2024-11-12T10:15:30Z' }), Date.UTC(2024, 10, 12, 10, 15, 30)],
  ] as [Topic, string, number][])('%s', (topic, value, time) => {
    expect(check(topic, value, NaN)).toMatchObject({ ok: true, time });
  });

  it('is 0, not −0', () => {
    expect(check('combat-events', combat({ timestamp: 7 }).replace(':7', ':-0'))).toMatchObject({ time: 0 });
  });
});

describe("an event's time beside the record's own", () => {
  const at = (recordTimestamp: number) =>
    check('player-events', player({ timestamp: '2024-11-12T10:15:30.500Z' }), recordTimestamp);
  const time = Date.UTC(2024, 10, 12, 10, 15, 30, 500);

  it('may be 5 minutes later and no more', () => {
    expect(at(time - 300_000).ok).toBe(true);
    expect(at(time - 300_001)).toEqual({ ok: false, reason: 'future_time', pointer: '/timestamp' });
  });

  it('may be any time earlier', () => {
    expect(at(time + 1e12).ok).toBe(true);
  });

  it('is not checked when the record has none', () => {
    expect(at(NaN).ok).toBe(true);
    expect(at(-1).ok).toBe(true);
    expect(at(0).ok).toBe(false);
  });

  it('is looked at last', () => {
    const value = purchase({ purchase_timestamp: '9999-01-01T00:00:00Z', currency: '' });
    expect(check('purchase-events', value)).toMatchObject({ reason: 'invalid_form' });
    expect(check('purchase-events', purchase({ purchase_timestamp: '9999-01-01T00:00:00Z' }))).toEqual({
      ok: false,
      reason: 'future_time',
      pointer: '/purchase_timestamp',
    });
  });
});
