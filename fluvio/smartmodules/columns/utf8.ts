/** Strings of JSON without escapes that are not all ASCII: names of people's guilds, say. Rare, so byte by byte. */
import { QUOTE } from "./text";

const BACKSLASH: u8 = 0x5c;

/**
 * As `scanText`, for strict UTF-8 (no overlong forms, no surrogates) of 1 to `max` code points: returns the length in
 * bytes, or 0.
 */
export function scanUtf8(at: usize, max: u32): u32 {
  const start = at;
  let codePoints: u32 = 0;
  while (codePoints <= max) {
    const byte = load<u8>(at);
    if (byte == QUOTE) return <u32>(at - start);
    if (byte < 0x20 || byte == BACKSLASH) return 0;
    const length: usize = byte < 0x80 ? 1 : lengthAt(at, byte);
    if (length == 0) return 0;
    at += length;
    codePoints++;
  }
  return 0;
}

/** Bytes of the code point that begins with `first`, no ASCII; 0 when they are not one. */
function lengthAt(at: usize, first: u8): usize {
  const second = load<u8>(at, 1);
  if (first >= 0xc2 && first <= 0xdf) return isLater(second) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    if (first == 0xe0 ? second < 0xa0 : first == 0xed && second > 0x9f) return 0;
    return isLater(second) && isLater(load<u8>(at, 2)) ? 3 : 0;
  }
  if (first < 0xf0 || first > 0xf4) return 0;
  if (first == 0xf0 ? second < 0x90 : first == 0xf4 && second > 0x8f) return 0;
  return isLater(second) && isLater(load<u8>(at, 2)) && isLater(load<u8>(at, 3)) ? 4 : 0;
}

function isLater(byte: u8): bool {
  return (byte & 0xc0) == 0x80;
}
