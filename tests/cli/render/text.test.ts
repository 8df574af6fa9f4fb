import { describe, expect, test } from 'vitest';
import { counted, duration, money, percent } from '../../../cli/render/numbers.js';
import { clip, sanitize } from '../../../cli/render/sanitize.js';
import { peakShown, statsTable } from '../../../cli/render/stats-table.js';

describe('numbers', () => {
  test.each([
    [counted(1, 'record'), '1 record'],
    [counted(2000, 'record'), '2,000 records'],
    [percent(0.6666), '66.7 %'],
    [duration(0.4), '0 s'],
    [duration(59.6), '1 min'],
    [duration(3 * 3600 + 5 * 60), '3 h 05'],
    [duration(50 * 3600), '2 d 02 h'],
    [money({}, 30), ''],
    [money({ USD: '1234567.891' }, 30), '1,234,567.89 USD'],
    [money({ EUR: '1', GBP: '2', JPY: '3' }, 14), '1 EUR +2'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });

  test('a peak is cut, so that it never looks like the limit that it has not reached', () => {
    expect(peakShown(499.99999999999994)).toBe(499.9);
    expect(peakShown(500)).toBe(500);
  });
});

describe('text from events', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007name', 'name'],
    ['a\u0000b\nc\td\u009b1m', 'abcd1m'],
    ['abc\u202edef\u2066', 'abcdef'],
    ['naïve 😀', 'naïve 😀'],
  ])('%j is shown as %s', (text, shown) => {
    expect(sanitize(text)).toBe(shown);
  });

  test('is clipped by characters', () => {
    expect(clip('😀😀😀', 2)).toBe('😀…');
    expect(clip('ab', 2)).toBe('ab');
  });

  test('no rows are a sentence, not an empty table', () => {
    expect(statsTable('items', [])).toBe('No items yet.\n');
  });
});
