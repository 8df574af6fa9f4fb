import { describe, expect, it } from 'vitest';
import { rulesFor } from '../../processors/verdict/rules.js';
import { validateText, validateValue } from '../../processors/verdict/validate.js';
import type { Topic } from '../../schemas/index.js';
import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';

const EVENT = {
  player_id: 'p1',
  session_id: 's1',
  event_type: 'move',
  level_id: 'l1',
  map_id: 'm1',
  timestamp: '2024-11-12T10:15:30Z',
};

const RENAMED: Settings = {
  ...DEFAULT_SETTINGS,
  thresholds: { ...DEFAULT_SETTINGS.thresholds, ahead_seconds: 60 },
  fields: {
    // Two swapped, one with what pointers escape, one that looks like a number.
    'player-events': { player_id: 'user/~id', level_id: 'map_id', map_id: 'level_id', timestamp: '1' },
    'game-actions': { event_type: 'kind', request: 'req' },
    'purchase-events': { price: 'amount' },
  },
};

function verdict(topic: Topic, value: object | string, recordTime = Number.NaN) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return validateText(topic, text, recordTime, text.includes('\\u'), rulesFor(topic, RENAMED));
}

/** The studio's form of the event above. */
const { player_id, timestamp, map_id, level_id, ...others } = EVENT;
const STUDIO = { ...others, 'user/~id': player_id, '1': timestamp, map_id: level_id, level_id: map_id };

describe('an event with the fields of a studio', () => {
  it('is the event with ours', () => {
    expect(verdict('player-events', STUDIO)).toEqual({ ok: true, event: EVENT, time: Date.parse(timestamp) });
  });

  it.each<[string, object, string, string]>([
    ['lacks a field', { ...STUDIO, 'user/~id': undefined }, 'missing_field', '/user~1~0id'],
    ['has our name as well', { ...STUDIO, player_id: 'p1' }, 'unknown_field', '/player_id'],
    [
      'has our name instead',
      { ...STUDIO, 'user/~id': undefined, player_id: 'p1' },
      'missing_field',
      '/user~1~0id',
    ],
    ['has a field too many', { ...STUDIO, other: 1 }, 'unknown_field', '/other'],
    ['has a wrong value', { ...STUDIO, 'user/~id': 5 }, 'wrong_type', '/user~1~0id'],
    ['has a wrong value under a swapped name', { ...STUDIO, map_id: '' }, 'too_short', '/map_id'],
    ['has a wrong time', { ...STUDIO, '1': 'noon' }, 'invalid_time', '/1'],
  ])('that %s is told with its own names', (_, event, reason, pointer) => {
    expect(verdict('player-events', event)).toEqual({ ok: false, reason, pointer });
  });

  it('judges what belongs to JSON and not to fields as ever', () => {
    expect(verdict('player-events', '[1]')).toMatchObject({ reason: 'not_an_object', pointer: '' });
    expect(verdict('player-events', 'null')).toMatchObject({ reason: 'not_an_object', pointer: '' });
    expect(verdict('player-events', '{"__proto__":{"user/~id":"x"}}')).toMatchObject({
      reason: 'missing_field',
      pointer: '/user~1~0id',
    });
    expect(verdict('player-events', '{"user/~id":"\\ud800"}')).toMatchObject({
      reason: 'lone_surrogate',
      pointer: '/user~1~0id',
    });
    expect(verdict('player-events', '{"\\ud800player_id":1}')).toMatchObject({ reason: 'lone_surrogate' });
    expect(verdict('purchase-events', { ...PURCHASE, amount: '5' })).toMatchObject({
      reason: 'wrong_type',
      pointer: '/amount',
    });
    const tooLarge = JSON.stringify({ ...PURCHASE, amount: 0 }).replace('"amount":0', '"amount":1e400');
    expect(verdict('purchase-events', tooLarge)).toMatchObject({
      reason: 'out_of_range',
      pointer: '/amount',
    });
  });

  it('may have a renamed tag, and renamed objects', () => {
    const action = { player_id: 'p1', timestamp, kind: 'leave_guild', req: { host: 5 } };
    expect(verdict('game-actions', action)).toMatchObject({ reason: 'wrong_type', pointer: '/req/host' });
    expect(verdict('game-actions', { ...action, kind: 'sing' })).toMatchObject({
      reason: 'not_allowed_value',
      pointer: '/kind',
    });
    expect(verdict('game-actions', { ...action, req: {} })).toMatchObject({
      event: { event_type: 'leave_guild', request: {} },
    });
    expect(verdict('game-actions', { ...action, req: { kind: 1 } })).toMatchObject({ pointer: '/req/kind' });
  });

  it('may be ahead as far as is set', () => {
    const time = Date.parse(timestamp);
    expect(verdict('player-events', STUDIO, time - 60_000)).toMatchObject({ ok: true });
    expect(verdict('player-events', STUDIO, time - 60_001)).toEqual({
      ok: false,
      reason: 'future_time',
      pointer: '/1',
    });
  });
});

const PURCHASE = {
  player_id: 'p1',
  item_id: 'i1',
  amount: 5,
  currency: 'USD',
  purchase_timestamp: timestamp,
  ip_address: '192.0.2.1',
};

it('bytes are judged as their text is', () => {
  const bytes = Buffer.from(JSON.stringify(STUDIO));
  const judged = validateValue(
    'player-events',
    bytes,
    0,
    bytes.length,
    -1,
    rulesFor('player-events', RENAMED),
  );
  expect(judged).toMatchObject({ ok: true, event: EVENT });
});
