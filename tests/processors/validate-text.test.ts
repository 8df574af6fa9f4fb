import { describe, expect, it } from 'vitest';
import type { ReasonCode } from '../../processors/verdict/reasons.js';
import { MAX_VALUE_BYTES } from '../../processors/verdict/validate.js';
import type { Topic } from '../../schemas/index.js';
import { check, player } from './validate-samples.js';

const REJECTED: [string, Topic, string | Buffer, ReasonCode, string][] = [
  ['64 KiB and one byte', 'player-events', ' '.repeat(MAX_VALUE_BYTES) + 1, 'too_large', ''],
  ['a stray byte', 'player-events', Buffer.from([0x7b, 0xff, 0x7d]), 'invalid_utf8', ''],
  ['an overlong character', 'player-events', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 'invalid_utf8', ''],
  [
    'a surrogate in the bytes',
    'player-events',
    Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
    'invalid_utf8',
    '',
  ],
  ['half a character at the end', 'player-events', Buffer.from([0x22, 0xc3]), 'invalid_utf8', ''],
  ['a byte order mark', 'player-events', `\ufeff${player({})}`, 'byte_order_mark', ''],
  ['a byte order mark alone', 'player-events', '\ufeff', 'byte_order_mark', ''],
  ['UTF-16', 'player-events', Buffer.from('\ufeff{}', 'utf16le'), 'invalid_utf8', ''],
  ['nothing', 'player-events', '', 'invalid_json', ''],
  ['half an object', 'player-events', '{"player_id":"p', 'invalid_json', ''],
  ['two objects', 'player-events', `${player({})}${player({})}`, 'invalid_json', ''],
  ['a trailing comma', 'player-events', '{"a":1,}', 'invalid_json', ''],
  ['single quotes', 'player-events', "{'a':1}", 'invalid_json', ''],
  ['NaN', 'server-metrics', '{"cpu_load":NaN}', 'invalid_json', ''],
  ['a raw control character', 'player-events', '{"a":"\n"}', 'invalid_json', ''],
  ['a space that JSON does not know', 'player-events', `\u00a0${player({})}`, 'invalid_json', ''],
  ['a lone surrogate', 'player-events', '{"map_id":"\\ud800"}', 'lone_surrogate', '/map_id'],
  ['a trailing surrogate first', 'player-events', '{"map_id":"\\udc00\\ud800"}', 'lone_surrogate', '/map_id'],
  ['a surrogate in a key', 'player-events', '{"a":{"b\\udfff":1}}', 'lone_surrogate', '/a/b\ufffd'],
  ['a surrogate in a list', 'player-events', '{"a":[1,["x","\\uD9ab"]]}', 'lone_surrogate', '/a/1/1'],
  ['a surrogate alone', 'player-events', '"\\ud800"', 'lone_surrogate', ''],
  [
    'the first of two surrogates',
    'player-events',
    '{"a":["\\ud800"],"b":"\\ud800"}',
    'lone_surrogate',
    '/a/0',
  ],
  ['a string', 'player-events', '"x"', 'not_an_object', ''],
  ['null', 'player-events', 'null', 'not_an_object', ''],
  ['a list', 'player-events', '[{}]', 'not_an_object', ''],
  ['a number', 'game-actions', '1e400', 'not_an_object', ''],
  ['a list of actions', 'game-actions', '[]', 'not_an_object', ''],
];

describe('a value as bytes and as JSON', () => {
  it.each(REJECTED)('rejects %s', (_name, topic, value, reason, pointer) => {
    expect(check(topic, value)).toEqual({ ok: false, reason, pointer });
  });

  it('accepts exactly 64 KiB', () => {
    expect(check('player-events', player({}).padEnd(MAX_VALUE_BYTES)).ok).toBe(true);
  });

  it('survives nesting as deep as 64 KiB allow', () => {
    const deep = (inner: string) => '['.repeat(30_000) + inner + ']'.repeat(30_000);
    expect(check('player-events', deep(''))).toMatchObject({ reason: 'not_an_object' });
    const { pointer, ...rest } = check('player-events', deep('"\\ud800"')) as { pointer: string };
    expect(rest).toEqual({ ok: false, reason: 'lone_surrogate' });
    expect(pointer).toHaveLength(256);
  });
});
