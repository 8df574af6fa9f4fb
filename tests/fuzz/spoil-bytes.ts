/** Changes to a value as bytes, whatever it means. */
import type { Prng } from '../../generator/prng.js';

/** Bytes that are no UTF-8, a byte order mark, controls, and what JSON takes for structure. */
const HOSTILE = [
  ...[
    'c080',
    'eda080',
    'edb080',
    'eda0bdedb880',
    'f4908080',
    'f8888080',
    'ff',
    'fe',
    '80',
    'bf',
    'e282',
    'f09f98',
  ],
  ...[
    'efbbbf',
    'efbfbe',
    'efbfbd',
    'e280a8',
    'c2a0',
    'c285',
    '00',
    '1b5b324a',
    '7f',
    '0a',
    '0d0a',
    '22',
    '5c',
    '5c75',
  ],
  ...['7b', '7d', '5b', '5d', '2c', '3a', '7b7d', '2c2c', '6e756c6c', '31653430', '2f2f', '2f2a', '27'],
].map((hex) => Buffer.from(hex, 'hex'));

/** One to four changes. @param other another value, to be cut and joined with */
export function spoilBytes(chance: Prng, value: Buffer, other: Buffer): Buffer {
  let bytes: Buffer = Buffer.from(value);
  for (let changes = chance.whole(1, 4); changes > 0; changes--) bytes = changed(chance, bytes, other);
  return bytes;
}

function changed(chance: Prng, bytes: Buffer, other: Buffer): Buffer {
  const at = chance.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + chance.pick([1, 1, 1, 2, 4, 16, 100]));
  const joined = (...parts: Buffer[]) => Buffer.concat(parts);
  const [head, part, tail] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  switch (chance.below(9)) {
    case 0:
      if (at < bytes.length) bytes[at]! ^= 1 << chance.below(8);
      return bytes;
    case 1:
      if (at < bytes.length) bytes[at] = chance.below(256);
      return bytes;
    case 2:
      // A letter or digit for another: mostly still JSON.
      if (at < bytes.length && /\w/.test(String.fromCharCode(bytes[at]!))) bytes[at] = chance.whole(48, 57);
      return bytes;
    case 3:
      return joined(head, tail);
    case 4:
      return joined(head, chance.pick(HOSTILE), part, tail);
    case 5:
      return joined(head, chance.pick(HOSTILE), tail);
    case 6:
      return joined(head, part, part, tail);
    case 7:
      return chance.chance(0.3) ? head : bytes;
    default:
      return chance.chance(0.3) ? joined(head, other.subarray(chance.below(other.length + 1))) : bytes;
  }
}
