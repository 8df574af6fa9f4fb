/** Values at the edges of the data dictionary's grammar, for the lines of hostile-lines.ts. */

/** Escape codes, control characters and marks that turn the direction of text, as JSON escapes. */
export const TERMINAL_NAME =
  '\\u001b[31mred\\u001b[0m\\u001b]0;title\\u0007\\u001b[2J\\u0000\\u0008\\u009b\\u202e\\r\\n\\tend';

/** Names, as JSON. */
export const NAMES = [
  '"a\\u0000b"',
  '"😀"',
  '"\\ud83d\\ude00"',
  '"\uffee"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"1:a"',
  '"a/b~c"',
  '" "',
  `"${'😀'.repeat(128)}"`,
  `"${TERMINAL_NAME}"`,
  '"é"',
  '"e\u0301"',
  // Not accepted:
  `"${'😀'.repeat(129)}"`,
  '""',
  'null',
  '7',
  '"\\ud800"',
  '"\\udc00\\ud800"',
];

/** Texts that are a time by the grammar of the data dictionary, or miss it narrowly. */
export const TIMES = [
  '1970-01-01T00:00:00Z',
  '1970-01-01T00:00:00+00:01',
  '1969-12-31T23:59:59.999Z',
  '1969-12-31T23:59:00-00:01',
  '2024-02-29T12:00:00Z',
  '2023-02-29T12:00:00Z',
  '2000-02-29T00:00:00.123456789Z',
  '1900-02-29T00:00:00Z',
  '2016-12-31T23:59:60Z',
  '2016-12-31T23:59:60.999Z',
  '2017-01-01T01:29:60+01:30',
  '2017-01-01T01:28:60+01:30',
  '2024-11-12T24:00:00Z',
  '2024-11-12T10:15:30',
  '2024-11-12t10:15:30z',
  '2024-11-12 10:15:30Z',
  '2024-11-12T10:15:30.Z',
  '2024-11-12T10:15:30.1234567890Z',
  '2024-11-12T10:15:30,5Z',
  '2024-11-12T10:15:30-00:00',
  '2024-11-12T10:15:30+23:59',
  '2024-11-12T10:15:30+24:00',
  '2024-11-12T10:15:30+0100',
  '2024-11-12T10:15:30.9999Z',
  '2024-11-31T10:15:30Z',
  '9999-12-31T23:59:59.999Z',
  '１２24-11-12T10:15:30Z',
];

/** Numbers at the edges of what fields allow, as JSON. */
export const NUMBERS = [
  '0',
  '-0',
  '0.0000004',
  '0.0000005',
  '1.0000005',
  '2.5',
  '89.9999999999999999',
  '90',
  '1e2',
  '100.00000000000001',
  '1e-400',
  '1e400',
  '-1e-9',
  '1E9',
  '1000000000.0000001',
  '01',
  '.5',
  '+1',
  'NaN',
  '"1"',
  'true',
];

/** Addresses in several forms. */
export const IPS = [
  '::ffff:10.0.0.1',
  '::1.2.3.4',
  '::102:304',
  '2001:DB8::0:1',
  '1.2.3',
  '01.2.3.4',
  'fe80::1%eth0',
];

/** What may stand at the end of an event, mostly an event_id. */
export const EXTRAS = [
  ',"extra":1',
  ',"__proto__":{"x":1}',
  ',"__proto__":1',
  ',"event_id":""',
  ',"event_id":7',
  `,"event_id":"${'x'.repeat(64)}"`,
  `,"event_id":"${'x'.repeat(65)}"`,
  ',"event_id":"src-1"',
  ',"event_id":"src-1"',
  ',"event_id":"src-01"',
  ',"event_id":"src-1","x":1',
  ',"event_id":"src-999999999999999"',
  ',"event_id":"src-999999999999999"',
  ',"event_id":"src-1000000000000000"',
  ',"event_id":"first","event_id":"src-2"',
  ',"event_id":"src-2"',
  ',"event_id":"\\ud800","event_id":"src-3"',
  ',"event_id":"9a1b2c3d-0000-4000-8000-000000000000"',
  ',"event_id":"9a1b2c3d-0000-4000-8000-000000000000"',
  ',"event_id":"__proto__"',
  ',"event_id":"__proto__"',
  ',"event_id":"a\\u0000b"',
  ',"event_id":"a\\u0000c"',
];
