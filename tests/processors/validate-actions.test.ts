import { describe, expect, it } from 'vitest';
import type { ReasonCode } from '../../processors/verdict/reasons.js';
import type { Topic } from '../../schemas/index.js';
import { action, check, sword } from './validate-samples.js';

const REJECTED: [string, Topic, string, ReasonCode, string][] = [
  ['no event_type', 'game-actions', sword({ event_type: undefined }), 'missing_field', '/event_type'],
  ['no event_type and no time', 'game-actions', '{"player_id":1}', 'missing_field', '/event_type'],
  ['an event_type that is no string', 'game-actions', sword({ event_type: 1 }), 'wrong_type', '/event_type'],
  ['null for an event_type', 'game-actions', sword({ event_type: null }), 'wrong_type', '/event_type'],
  [
    'an event_type of nobody',
    'game-actions',
    sword({ event_type: 'sell' }),
    'not_allowed_value',
    '/event_type',
  ],
  [
    'an event_type of every object',
    'game-actions',
    sword({ event_type: 'toString' }),
    'not_allowed_value',
    '/event_type',
  ],
  [
    'a sword without its type',
    'game-actions',
    sword({ sword_type: undefined }),
    'missing_field',
    '/sword_type',
  ],
  [
    "a sword with a weapon's type",
    'game-actions',
    sword({ weapon_type: 'axe' }),
    'unknown_field',
    '/weapon_type',
  ],
  [
    'a battle without its end',
    'game-actions',
    action('battle', { opponent_id: 'q', health: 1 }),
    'missing_field',
    '/outcome',
  ],
  [
    'a battle that is a draw',
    'game-actions',
    action('battle', { opponent_id: 'q', health: 1, outcome: 'draw' }),
    'not_allowed_value',
    '/outcome',
  ],
  [
    'health above 100',
    'game-actions',
    action('battle', { opponent_id: 'q', health: 101, outcome: 'win' }),
    'out_of_range',
    '/health',
  ],
  ['a request that is a list', 'game-actions', sword({ request: [] }), 'wrong_type', '/request'],
  [
    'an unknown field in a request',
    'game-actions',
    sword({ request: { 'x/y': 1 } }),
    'unknown_field',
    '/request/x~1y',
  ],
  [
    'a long user agent',
    'game-actions',
    sword({ request: { user_agent: 'u'.repeat(513) } }),
    'too_long',
    '/request/user_agent',
  ],
  ['a host that is empty', 'game-actions', sword({ request: { host: '' } }), 'too_short', '/request/host'],
  [
    'a remote address that is none',
    'game-actions',
    sword({ request: { remote_addr: 'me' } }),
    'invalid_ip',
    '/request/remote_addr',
  ],
];

describe('the fields of a game action', () => {
  it.each(REJECTED)('rejects %s', (_name, topic, value, reason, pointer) => {
    expect(check(topic, value)).toEqual({ ok: false, reason, pointer });
  });
});
