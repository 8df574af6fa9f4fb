import { expect, test } from 'vitest';
import { jsonFault } from '../../../cli/dlq/json-fault.js';
import { valueAtFault } from '../../../cli/dlq/value-at-fault.js';

const shown = (value: string | Buffer, pointer = '', isWhole = true) =>
  valueAtFault(Buffer.from(value), pointer, isWhole, false).split('\n');

test.each([
  ['a field', '{"a":{"b":[1,"x"]}}', '/a/b/1', '>       "x"'],
  ['a number as it came', '{"price":1e400}', '/price', '>   "price": 1e400'],
  ['the last of two keys', '{"a":1,"a":"2"}', '/a', '>   "a": "2"'],
  ['an object where it opens', '{"a":{"b":1}}', '/a', '>   "a": {'],
  ['where a field is missing', '{"a":{"b":1}}', '/a/c', '>   "a": {'],
  ['a key with a slash', '{"a/b":1}', '/a~1b', '>   "a/b": 1'],
])('marks %s', (_, value, pointer, line) => {
  expect(shown(value, pointer).filter((one) => one.startsWith('>'))).toEqual([line]);
});

test('marks where a text stops being JSON, and the byte that is no UTF-8', () => {
  expect(shown('{"a": 1,\n "b": nope}').slice(0, 3)).toEqual([
    '  {"a": 1,',
    '>  "b": nope}',
    '        ^ here',
  ]);
  const bytes = Buffer.concat([Buffer.from('{"name":"ännchen'), Buffer.from([0xff]), Buffer.from('"}')]);
  expect(shown(bytes).at(-2)).toBe('The byte at fault is number 17 (00000011), counted from 0.');
});

test('lets nothing through that a terminal obeys or hides', () => {
  const nasty = '\u001b[2J\u009b31m\u202e\u2066\u200b\r\u0007\ud83d\ude00';
  for (const text of [
    nasty,
    JSON.stringify({ [nasty]: nasty, a: `\u009b${nasty}` }),
    `{"a":"\u009b\u202e"}`,
  ]) {
    for (const isWhole of [true, false]) {
      const page = valueAtFault(Buffer.from(text), '/a', isWhole, true);
      expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  }
  expect(shown(`{"a":"\u202e"}`, '/a')[1]).toBe('>   "a": "\\u202e"');
});

test('shows values however deep, long or empty', () => {
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  expect(shown(deep, '').join('').length).toBeLessThan(2000);
  expect(shown('')).toEqual(['(empty)', '']);
  const long = JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])));
  const lines = shown(long, '/k250');
  expect(lines.length).toBeLessThan(70);
  expect(lines).toContain('>   "k250": 250,');
  expect(valueAtFault(Buffer.from(long), '/k250', true, true).split('\n')).toHaveLength(504);
});

test('knows JSON as JSON.parse does', () => {
  const texts = ['1', ' "a" ', '[]', '[1,2 ]', '{"a":{}}', 'null', '-0.5e+3', '{"a":[{"b":"\\u00ff"}]}'];
  const broken = [
    '',
    '[',
    '[1,]',
    '{"a"}',
    '{a:1}',
    '01',
    '1.',
    '"\n"',
    '"\\x"',
    'nul',
    '{"a":1}}',
    '[1 2]',
    '{"a":1,}',
    ']',
  ];
  for (const text of [...texts, ...broken])
    expect([text, jsonFault(text) === undefined]).toEqual([text, isJson(text)]);
  expect(broken.map(jsonFault)).toEqual([0, 1, 3, 4, 1, 1, 1, 0, 0, 0, 7, 3, 7, 0]);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
