import { expect, it } from 'vitest';
import { amount, amounts, currenciesOf } from '../../server/dashboard/browser/format/money.js';
import * as numbers from '../../server/dashboard/browser/format/numbers.js';
import { duration, exactMoment, moment } from '../../server/dashboard/browser/format/times.js';

it('money is exact and has two decimals', () => {
  expect(
    ['0', '12.5', '2575.705', '0.994999', '0.995', '999.999', '123456789012345678901.1'].map(amount),
  ).toEqual(['0.00', '12.50', '2,575.71', '0.99', '1.00', '1,000.00', '123,456,789,012,345,678,901.10']);
  expect(amounts({ EUR: '1', USD: '2.5' })).toBe('EUR 1.00 · USD 2.50');
  expect(currenciesOf([{ revenue: { EUR: '1', USD: '2' } }, { revenue: { USD: '1' } }])).toEqual([
    'USD',
    'EUR',
  ]);
});

it('numbers have as many digits as matter', () => {
  expect([0, 999, 12345, 9_999_999, 12_345_678].map(numbers.count)).toEqual([
    '0',
    '999',
    '12,345',
    '9,999,999',
    '12.35 M',
  ]);
  expect([0.25, 99.95, 100.4, 12345.6].map(numbers.rate)).toEqual(['0.3', '100', '100', '12,346']);
  expect([0, 0.00001, 0.0123].map(numbers.smallPercent)).toEqual(['0.00 %', '< 0.01 %', '1.23 %']);
  expect(numbers.percent(null)).toBe('–');
  expect([
    numbers.change(9, 10),
    numbers.change(11, 10),
    numbers.change(10, 10),
    numbers.change(1, 0),
  ]).toEqual(['−10.0 %', '+10.0 %', '0.0 %', '–']);
});

it('times are UTC, with the day where it is another', () => {
  const now = Date.parse('2024-11-12T13:00:00Z');
  expect(moment('2024-11-12T00:00:00.000Z', now)).toBe('00:00');
  expect(moment('2024-11-11T23:59:00.000Z', now)).toBe('11 Nov 23:59');
  expect(exactMoment('2024-11-12T10:15:30.999Z', now)).toBe('10:15:30');
  expect([0, 59.9, 60, 3599, 7500, 90_000].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '59 min',
    '2 h 05 min',
    '1 d 1 h',
  ]);
});
