import type { Spoiler } from './bad-events.js';

/** In bytes. */
const LONG_FIELD = 12_000;
/** Inside a value, as in `player_7`, not inside a field's name; every event has one. */
const UNDERSCORE_IN_ID = /_(?=\d)/;

/** Spoiled as bytes or as JSON text: whoever reads this cannot even parse it, or must not. */
export const BAD_BYTES: readonly Spoiler[] = [
  { kind: 'empty value', spoil: () => '' },
  { kind: 'truncated', spoil: (text, _topic, prng) => text.slice(0, prng.whole(1, text.length - 1)) },
  { kind: 'trailing comma', spoil: (text) => `${text.slice(0, -1)},}` },
  { kind: 'single quotes', spoil: (text) => text.replaceAll('"', "'") },
  { kind: 'two objects', spoil: (text) => `${text}${text}` },
  { kind: 'comment', spoil: (text) => `/* retry */ ${text}` },
  { kind: 'not a number', spoil: (text) => `${text.slice(0, -1)},"ping":NaN}` },
  { kind: 'raw control character', spoil: (text) => text.replace('-', '\u0007-') },
  {
    kind: 'not an object',
    spoil: (text, _topic, prng) =>
      prng.pick([`[${text}]`, 'null', '42', 'true', '"player_1"', JSON.stringify(text)]),
  },
  { kind: 'byte order mark', spoil: (text) => `\ufeff${text}` },
  {
    kind: 'lone surrogate',
    spoil: (text, _topic, prng) =>
      text.replace(UNDERSCORE_IN_ID, prng.pick(['\\ud800', '\\udc00', '\\ud83dx'])),
  },
  { kind: 'lone surrogate in a key', spoil: (text) => `${text.slice(0, -1)},"\\udfff":1}` },
  {
    // Not beyond the 64 KiB of a value: the Fluvio client sends no record larger than its batches of 16 KiB.
    kind: 'long field',
    spoil: (text, _topic, prng) =>
      `${text.slice(0, -1)},"note":"${'x'.repeat(LONG_FIELD + prng.below(2000))}"}`,
  },
  {
    kind: 'invalid UTF-8',
    spoil: (text, _topic, prng) => {
      const bytes = Buffer.from(text);
      const wrong = prng.pick([
        [0xff],
        [0xc0, 0x80],
        [0xed, 0xa0, 0x80],
        [0xf4, 0x90, 0x80, 0x80],
        [0xe2, 0x82],
      ]);
      const where = text.search(UNDERSCORE_IN_ID) + 1;
      return Uint8Array.from([...bytes.subarray(0, where), ...wrong, ...bytes.subarray(where)]);
    },
  },
];
