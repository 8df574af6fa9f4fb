import { describe, expect, it } from 'vitest';
import { decimal, mean, micros, nearestDouble } from '../../verify/exact.js';
import { LastWriter, nearestRank } from '../../verify/groups.js';
import { canonicalIp } from '../../verify/ip.js';
import { compareNumbers, compareUtf8, isText, isWellFormed } from '../../verify/text.js';
import { isoTime, LAST_INSTANT, parseMillis, parseTimestamp, windowStart } from '../../verify/time.js';

describe('a timestamp', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2024-11-12T10:15:30Z', 1731406530000],
    ['2024-11-12T10:15:30+02:00', 1731399330000],
    ['2024-11-12T10:15:30-00:00', 1731406530000],
    ['2024-11-12T10:15:30.1239999Z', 1731406530123],
    ['2024-11-12T10:15:30.5Z', 1731406530500],
    ['1969-12-31T23:59:00-01:00', 3540000],
    ['1970-01-01T23:59:00+23:59', 0],
    ['1969-12-31T23:59:60.9Z', 0],
    ['2016-12-31T23:59:60.999999999Z', 1483228800000],
    ['2016-12-31T18:59:60-05:00', 1483228800000],
    ['2017-01-01T05:29:60.5+05:30', 1483228800000],
    ['2024-02-29T00:00:00Z', 1709164800000],
    ['2000-02-29T00:00:00Z', 951782400000],
    ['9999-12-31T23:59:59.9999Z', LAST_INSTANT],
  ])('%s is %d', (text, instant) => expect(parseTimestamp(text)).toBe(instant));

  it.each([
    '1969-12-31T23:59:59.9999Z',
    '1970-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '9999-12-31T23:59:60Z',
    '0099-01-01T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2024-04-31T00:00:00Z',
    '2024-00-10T00:00:00Z',
    '2024-13-10T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-11-12T24:00:00Z',
    '2024-11-12T10:60:00Z',
    '2024-11-12T10:15:60Z',
    '2024-11-12T23:59:60-05:00',
    '2024-11-12T23:59:61Z',
    '2024-11-12T10:15:30',
    '2024-11-12t10:15:30Z',
    '2024-11-12T10:15:30z',
    '2024-11-12 10:15:30Z',
    '2024-11-12T10:15:30.Z',
    '2024-11-12T10:15:30.1234567890Z',
    '2024-11-12T10:15:30,5Z',
    '2024-11-12T10:15Z',
    '2024-11-12T10:15:30+24:00',
    '2024-11-12T10:15:30+01:60',
    '2024-11-12T10:15:30+0100',
    '2024-11-12T10:15:30−01:00',
    '２024-11-12T10:15:30Z',
    '2024-11-12T10:15:30Z\n',
    ' 2024-11-12T10:15:30Z',
    1731406530000,
  ])('%s is none', (text) => expect(parseTimestamp(text)).toBeNull());

  it('of combat-events is an integer of ms in the same range', () => {
    expect([0, -0, 1.5e3, LAST_INSTANT].map(parseMillis)).toEqual([0, 0, 1500, LAST_INSTANT]);
    expect([-1, 0.5, LAST_INSTANT + 1, '0', null].map(parseMillis)).toEqual([null, null, null, null, null]);
  });

  it('falls in a window aligned to 1970 and is shown with six year digits past 9999', () => {
    expect([0, 299_999, 300_000].map((time) => windowStart(time, 300_000))).toEqual([0, 0, 300_000]);
    expect(isoTime(LAST_INSTANT + 1)).toBe('+010000-01-01T00:00:00.000Z');
  });
});

describe('an ip', () => {
  it.each([
    ['0.10.200.255', '0.10.200.255'],
    ['2001:0DB8::0001', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['::1.2.3.4', '::102:304'],
    ['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
    ['1:2:3:4:5::1.2.3.4', '1:2:3:4:5:0:102:304'],
    ['::FFFF:1.2.3.4', '1.2.3.4'],
    ['0:0:0:0:0:ffff:102:304', '1.2.3.4'],
    ['::ffff:0:1.2.3.4', '::ffff:0:102:304'],
  ])('%s is %s', (text, canonical) => expect(canonicalIp(text)).toBe(canonical));

  it.each([
    '',
    '01.2.3.4',
    '256.1.1.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4 ',
    ':',
    ':::',
    ':1',
    '1:',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4::5:6:7:8',
    '12345::',
    '::1%eth0',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '1:2:3:4:5:6:7:1.2.3.4',
    '[::1]',
    'g::1',
    7,
  ])('%s is none', (text) => expect(canonicalIp(text)).toBeNull());
});

describe('numbers', () => {
  it('are rounded half up to millionths from their shortest form', () => {
    expect(micros(12.5)).toBe(12_500_000n);
    expect(micros(1.0000005)).toBe(1_000_001n); // the double lies below the half, its shortest form does not
    expect(micros(0.00000049)).toBe(0n); // 4.9e-7
    expect(micros(5e-7)).toBe(1n);
    expect(micros(1.5e-7)).toBe(0n);
    expect(micros(5e-324)).toBe(0n);
    expect(micros(1e9)).toBe(1_000_000_000_000_000n);
    expect(micros(1e21)).toBe(10n ** 27n);
    expect(micros(-0)).toBe(0n);
  });
  it('add up exactly and are shown without exponent or trailing zeros', () => {
    expect(decimal(micros(0.1) + micros(0.2))).toBe('0.3');
    expect(['0', '0.000001', '10', '1.02', '18446744073709.551616']).toEqual(
      [0n, 1n, 10_000_000n, 1_020_000n, 2n ** 64n].map(decimal),
    );
  });
  it('have a mean that is the nearest double of the exact quotient', () => {
    expect(mean(micros(0.1) + micros(0.2), 2)).toBe(0.15); // (0.1 + 0.2) / 2 in doubles is 0.15000000000000002
    expect(mean(micros(4), 3)).toBe(4 / 3);
    expect(mean(0n, 1)).toBe(0);
    expect(nearestDouble(2n ** 53n + 1n, 1n)).toBe(2 ** 53);
    expect(nearestDouble((2n ** 53n + 1n) * 10n ** 30n + 1n, 10n ** 30n)).toBe(2 ** 53 + 2);
    expect(nearestDouble(1n, 3n)).toBe(1 / 3);
    expect(nearestDouble(10n ** 22n, 3n)).toBe(1e22 / 3);
  });
  it('have a nearest rank', () => {
    const ranks = (n: number) => {
      const values = Array.from({ length: n }, (_, i) => n - i);
      return [nearestRank(values, 50, compareNumbers), nearestRank(values, 95, compareNumbers)];
    };
    expect([0, 1, 2, 3, 11, 20, 21].map(ranks)).toEqual([
      [null, null],
      [1, 1],
      [1, 2],
      [2, 3],
      [6, 11],
      [10, 19],
      [11, 20],
    ]);
  });
});

describe('strings', () => {
  it('are ordered by UTF-8 bytes, where U+FFFD comes before U+10000', () => {
    expect(['\u{10000}', '\ufffd', 'a', 'B', 'aa', ''].sort(compareUtf8)).toEqual([
      '',
      'B',
      'a',
      'aa',
      '\ufffd',
      '\u{10000}',
    ]);
  });
  it('are measured in code points and have no half surrogate pairs', () => {
    expect(isText('😀'.repeat(128), 1, 128)).toBe(true);
    expect(isText('😀'.repeat(129), 1, 128)).toBe(false);
    expect(isText('', 1, 128)).toBe(false);
    expect(
      ['😀', '\ud83d', '\ude00', '\ude00\ud83d', 'a\ud83d', '\ud83d\ud83d\ude00'].map(isWellFormed),
    ).toEqual([true, false, false, false, false, false]);
  });
});

describe('last writer', () => {
  it('is the larger time, then the larger value', () => {
    const writes = [
      { time: 5, value: '\u{10000}' },
      { time: 5, value: '\ufffd' },
      { time: 4, value: '\u{10ffff}' },
    ];
    for (const order of [writes, writes.toReversed()]) {
      const last = new LastWriter('none');
      for (const { time, value } of order) last.write(time, value, compareUtf8);
      expect(last.value).toBe('\u{10000}');
    }
  });
});
