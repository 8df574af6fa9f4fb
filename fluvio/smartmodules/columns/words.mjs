/** Texts as the numbers in which a module compares them: eight bytes at a time, the first byte lowest. */

/** An expression that says whether the bytes at `at` are `text`; it may read up to 7 bytes more. */
export function isText(at, text) {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new Error(`${text} is not plain ASCII`);
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length < 8) {
    const mask = (1n << BigInt(8 * bytes.length)) - 1n;
    return `(load<u64>(${at}) & ${hex(mask)}) == ${hex(word(bytes, 0))}`;
  }
  const parts = [];
  for (let place = 0; place + 8 <= bytes.length; place += 8) parts.push(difference(at, bytes, place));
  // The last word overlaps the one before.
  if (bytes.length % 8 !== 0) parts.push(difference(at, bytes, bytes.length - 8));
  return parts.length === 1 ? `${parts[0]} == 0` : `(${parts.join(' | ')}) == 0`;
}

function difference(at, bytes, place) {
  return `(load<u64>(${at}${place === 0 ? '' : `, ${place}`}) ^ ${hex(word(bytes, place))})`;
}

function word(bytes, place) {
  return Buffer.concat([bytes.subarray(place, place + 8), Buffer.alloc(8)]).readBigUInt64LE(0);
}

function hex(value) {
  return `0x${value.toString(16)}`;
}
