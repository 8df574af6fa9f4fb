/** What a time's text means: zones, leap seconds, fractions, the calendar, the ends of the range. */
import { purchase, type TimeCase } from './case.js';

/** The name, the text, and the instant it stands for; null where it stands for none. */
const TEXTS: readonly [string, string, string | null][] = [
  ['plain', '2024-11-12T10:15:30Z', '2024-11-12T10:15:30.000Z'],
  ['one digit of a second is tenths', '2024-11-12T10:15:30.5Z', '2024-11-12T10:15:30.500Z'],
  ['nine digits are cut, not rounded', '2024-11-12T10:15:30.123999999Z', '2024-11-12T10:15:30.123Z'],
  ['ten digits are too many', '2024-11-12T10:15:30.1239999990Z', null],
  ['half an hour in a zone', '2024-11-12T10:15:30+05:30', '2024-11-12T04:45:30.000Z'],
  ['the farthest zone east', '2024-11-12T00:15:30+23:59', '2024-11-11T00:16:30.000Z'],
  ['the farthest zone west', '2024-11-12T23:15:30-23:59', '2024-11-13T23:14:30.000Z'],
  ['beyond the farthest zone', '2024-11-12T10:15:30+24:00', null],
  ['an unknown zone is UTC', '2024-11-12T10:15:30-00:00', '2024-11-12T10:15:30.000Z'],
  ['no zone', '2024-11-12T10:15:30', null],
  ['a small z', '2024-11-12T10:15:30z', null],
  ['the new year, an hour east: still the old one', '2025-01-01T00:30:00+01:00', '2024-12-31T23:30:00.000Z'],
  ['the old year, an hour west: the new one', '2024-12-31T23:30:00-01:00', '2025-01-01T00:30:00.000Z'],
  ['a leap second that there was', '2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ['one that there was not, its fraction dropped', '2024-11-12T23:59:60.999Z', '2024-11-13T00:00:00.000Z'],
  ['a leap second an hour east', '2024-11-13T00:59:60+01:00', '2024-11-13T00:00:00.000Z'],
  ['a leap second five hours west', '2024-11-12T18:59:60-05:00', '2024-11-13T00:00:00.000Z'],
  ['a leap second in the farthest east', '2024-11-13T23:58:60+23:59', '2024-11-13T00:00:00.000Z'],
  ['a leap second in the farthest west', '2024-11-12T00:00:60-23:59', '2024-11-13T00:00:00.000Z'],
  ['a leap second on 29 February', '2024-02-29T23:59:60Z', '2024-03-01T00:00:00.000Z'],
  ['23:59:60 on the wall, 22:59:60 in UTC', '2024-11-12T23:59:60+01:00', null],
  ['a leap second at noon', '2024-11-12T12:00:60Z', null],
  ['second 61', '2024-12-31T23:59:61Z', null],
  ['the leap second before 1970 is its start', '1969-12-31T23:59:60Z', '1970-01-01T00:00:00.000Z'],
  ['the leap second after 9999 is past its end', '9999-12-31T23:59:60Z', null],
  ['the start of 1970', '1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
  ['a moment before 1970', '1969-12-31T23:59:59.999999999Z', null],
  ['1970 by its zone', '1969-12-31T23:00:00-01:00', '1970-01-01T00:00:00.000Z'],
  ['1969 by its zone', '1970-01-01T00:00:59.999+00:01', null],
  [
    'the end of 9999, digits cut before the range is looked at',
    '9999-12-31T23:59:59.999999999Z',
    '9999-12-31T23:59:59.999Z',
  ],
  ['past 9999 by its zone', '9999-12-31T23:59:00-00:01', null],
  ['29 February of a leap year', '2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ['29 February of 2000', '2000-02-29T12:00:00Z', '2000-02-29T12:00:00.000Z'],
  ['29 February of 2023', '2023-02-29T12:00:00Z', null],
  ['29 February of 2100', '2100-02-29T12:00:00Z', null],
  ['31 November', '2024-11-31T12:00:00Z', null],
  ['hour 24', '2024-11-12T24:00:00Z', null],
];

export const READING: readonly TimeCase[] = TEXTS.map(([name, text, instant]) =>
  instant === null
    ? { name, records: [purchase(text)], verdicts: ['invalid_time /purchase_timestamp'], rows: { items: [] } }
    : { name, records: [purchase(text)], rows: { items: [{ first_at: instant, last_at: instant }] } },
);
