import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedTimestamp, LATEST_TIME, parseTimestamp, VALIDATORS } from '../../schemas/index.js';

const ACCEPTED: [string, number][] = [
  ['2024-11-12T10:15:30Z', Date.UTC(2024, 10, 12, 10, 15, 30)],
  ['2024-11-12T10:15:30+00:00', Date.UTC(2024, 10, 12, 10, 15, 30)],
  ['2024-11-12T10:15:30-00:00', Date.UTC(2024, 10, 12, 10, 15, 30)],
  ['2024-11-12T10:15:30+05:30', Date.UTC(2024, 10, 12, 4, 45, 30)],
  ['2024-11-12T00:15:30+23:59', Date.UTC(2024, 10, 11, 0, 16, 30)],
  ['2024-11-12T23:15:30-23:59', Date.UTC(2024, 10, 13, 23, 14, 30)],
  ['2024-11-12T10:15:30.1Z', Date.UTC(2024, 10, 12, 10, 15, 30, 100)],
  ['2024-11-12T10:15:30.12Z', Date.UTC(2024, 10, 12, 10, 15, 30, 120)],
  ['2024-11-12T10:15:30.123Z', Date.UTC(2024, 10, 12, 10, 15, 30, 123)],
  ['2024-11-12T10:15:30.1239Z', Date.UTC(2024, 10, 12, 10, 15, 30, 123)],
  ['2024-11-12T10:15:30.123999999Z', Date.UTC(2024, 10, 12, 10, 15, 30, 123)],
  ['2024-11-12T10:15:30.000000000Z', Date.UTC(2024, 10, 12, 10, 15, 30)],
  ['2024-11-12T10:15:30.000999999+01:00', Date.UTC(2024, 10, 12, 9, 15, 30)],
  ['1970-01-01T00:00:00Z', 0],
  ['1970-01-01T00:00:00.0009Z', 0],
  ['1970-01-01T00:00:00.001Z', 1],
  ['1969-12-31T23:00:00-01:00', 0],
  ['1969-12-31T00:01:00-23:59', 0],
  ['1970-01-01T23:59:00+23:59', 0],
  ['9999-12-31T23:59:59Z', LATEST_TIME - 999],
  ['9999-12-31T23:59:59.999Z', LATEST_TIME],
  ['9999-12-31T23:59:59.999999999Z', LATEST_TIME],
  ['9999-12-31T22:59:59.999-01:00', LATEST_TIME],
  ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
  ['2024-02-29T12:00:00Z', Date.UTC(2024, 1, 29, 12)],
  ['2096-02-29T12:00:00Z', Date.UTC(2096, 1, 29, 12)],
  ['2400-02-29T12:00:00Z', Date.UTC(2400, 1, 29, 12)],
  ['2100-03-01T00:00:00Z', Date.UTC(2100, 2, 1)],
  ['2023-12-31T23:59:59.999Z', Date.UTC(2024, 0, 1) - 1],
  // The leap second of any day, at any offset.
  ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
  ['2024-11-12T23:59:60Z', Date.UTC(2024, 10, 13)],
  ['2024-11-12T23:59:60.999999999Z', Date.UTC(2024, 10, 13)],
  ['2024-11-12T23:59:60+00:00', Date.UTC(2024, 10, 13)],
  ['2024-11-13T00:59:60+01:00', Date.UTC(2024, 10, 13)],
  ['2024-11-12T18:59:60-05:00', Date.UTC(2024, 10, 13)],
  ['2024-11-13T05:29:60+05:30', Date.UTC(2024, 10, 13)],
  ['2024-11-12T00:00:60-23:59', Date.UTC(2024, 10, 13)],
  ['2024-11-13T23:58:60+23:59', Date.UTC(2024, 10, 13)],
  ['1969-12-31T23:59:60Z', 0],
  ['1969-12-31T23:59:60.5Z', 0],
  ['1970-01-01T00:59:60+01:00', 0],
  ['9999-12-30T23:59:60Z', Date.UTC(9999, 11, 31)],
];

const REFUSED = [
  '',
  'Z',
  '2024-11-12',
  '2024-11-12T10:15Z',
  '2024-11-12T10:15:30',
  '2024-11-12T10:15:30z',
  '2024-11-12t10:15:30Z',
  '2024-11-12 10:15:30Z',
  ' 2024-11-12T10:15:30Z',
  '2024-11-12T10:15:30Z ',
  '2024-11-12T10:15:30Z\n',
  '2024-11-12T10:15:30 Z',
  '2024-11-12T10:15:30ZZ',
  '2024-11-12T10:15:30.Z',
  '2024-11-12T10:15:30,5Z',
  '2024-11-12T10:15:30.1234567890Z',
  '2024-11-12T10:15:30.12a4Z',
  '2024-11-12T10:15:30.123',
  '2024-11-12T10:15:30.-1Z',
  '2024-11-12T10:15:30+0100',
  '2024-11-12T10:15:30+01',
  '2024-11-12T10:15:30+1:00',
  '2024-11-12T10:15:30+01:0',
  '2024-11-12T10:15:30+01:000',
  '2024-11-12T10:15:30+24:00',
  '2024-11-12T10:15:30+23:60',
  '2024-11-12T10:15:30-24:00',
  '2024-11-12T10:15:30\u221201:00',
  '2024-11-12T10:15:30+01.00',
  '2024-11-12T10:15:30Z+01:00',
  '2024-11-12T24:00:00Z',
  '2024-11-12T25:00:00Z',
  '2024-11-12T10:60:00Z',
  '2024-11-12T10:15:61Z',
  '2024-11-12T10:15:60Z',
  '2024-11-12T23:59:60+01:00',
  '2024-11-12T22:59:60Z',
  '2024-11-12T23:58:60Z',
  '2024-00-12T10:15:30Z',
  '2024-13-12T10:15:30Z',
  '2024-11-00T10:15:30Z',
  '2024-11-31T10:15:30Z',
  '2024-04-31T10:15:30Z',
  '2024-12-32T10:15:30Z',
  '2023-02-29T10:15:30Z',
  '2024-02-30T10:15:30Z',
  '2100-02-29T10:15:30Z',
  '2200-02-29T10:15:30Z',
  // 1900 is out of range in any case, and has no leap day either.
  '1900-02-28T10:15:30Z',
  '1900-02-29T10:15:30Z',
  '0000-01-01T00:00:00Z',
  '-0001-01-01T00:00:00Z',
  '+12024-11-12T10:15:30Z',
  '12024-11-12T10:15:30Z',
  '24-11-12T10:15:30Z0000',
  '2024-1-12T10:15:30.00Z',
  '2024/11/12T10:15:30Z',
  '2024-11-12T10-15-30Z',
  '20241112T101530Z....',
  '٢٠٢٤-11-12T10:15:30Z',
  '2024-11-12T10:15:3０Z',
  '1969-12-31T23:59:59Z',
  '1969-12-31T23:59:59.999999999Z',
  '1970-01-01T00:00:00+00:01',
  '1970-01-01T00:00:59.999+00:01',
  '1969-12-30T23:59:60Z',
  '9999-12-31T23:59:60Z',
  '9999-12-31T23:59:60.999Z',
  '9999-12-31T22:59:60-01:00',
  '9999-12-31T23:59:00-00:01',
  '9999-12-31T23:59:59-23:59',
  '2024-11-12T10:15:30.123456789+01:000',
  '1731406530000',
  '2024-11-12T10:15:30Z\u0000',
];

describe('parseTimestamp', () => {
  it.each(ACCEPTED)('reads %s', (text, time) => {
    expect(parseTimestamp(text)).toBe(time);
  });

  it.each(REFUSED)('refuses %j', (text) => {
    expect(parseTimestamp(text)).toBeNaN();
  });

  it('agrees with Date on every instant that both can write', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: LATEST_TIME }),
        fc.integer({ min: -1439, max: 1439 }),
        fc.stringMatching(/^[0-9]{0,6}$/),
        (time, offset, beyondMillis) => {
          const local = new Date(time + offset * 60_000).toISOString();
          fc.pre(local.length === 24);
          const text = local.slice(0, 23) + beyondMillis + writeOffset(offset);
          expect(parseTimestamp(text)).toBe(time);
        },
      ),
    );
  });

  it('refuses whatever the grammar does not cover', () => {
    const grammar = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
    const mutated = fc
      .tuple(fc.constantFrom(...ACCEPTED), fc.nat(34), fc.constantFrom(...'0159-+:.TZtz ', ''))
      .map(([[text], at, piece]) => text.slice(0, at) + piece + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string()), (text) => {
        if (!grammar.test(text)) expect(parseTimestamp(text)).toBeNaN();
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same time after a validator has looked at the text, and when none has', () => {
    const event = (timestamp: string) => ({
      server_id: 's',
      cpu_load: 1,
      memory_usage: 1,
      latency: 1,
      timestamp,
    });
    expect(VALIDATORS['server-metrics'](event('2024-11-12T10:15:30Z'))).toBe(true);
    expect(checkedTimestamp('2024-11-12T10:15:31Z')).toBe(Date.UTC(2024, 10, 12, 10, 15, 31));
    expect(checkedTimestamp('2024-11-12T10:15:30Z')).toBe(Date.UTC(2024, 10, 12, 10, 15, 30));
    expect(VALIDATORS['server-metrics'](event('never'))).toBe(false);
    expect(checkedTimestamp('never')).toBeNaN();
  });
});

function writeOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const pad = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
