/** Strings of JSON that stand for themselves: ASCII without controls and escapes. Eight bytes at a time. */

export const QUOTE: u8 = 0x22;

const EACH: u64 = 0x0101010101010101;
const HIGH: u64 = 0x8080808080808080;
const QUOTES: u64 = 0x2222222222222222;
const BACKSLASHES: u64 = 0x5c5c5c5c5c5c5c5c;
const SPACES: u64 = 0x2020202020202020;
const MIX: u64 = 0x9e3779b97f4a7c15;

/**
 * A mark in the top bit of each byte that is a quote, a backslash, a control or no ASCII. Marks above the lowest one may
 * be false (a borrow), the lowest one never is.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function marks(word: u64): u64 {
  return (((word ^ QUOTES) - EACH) | ((word ^ BACKSLASHES) - EACH) | (word - SPACES) | word) & HIGH;
}

/**
 * Reads on to the quote that ends the string whose first byte is at `at`. Returns its length (1 to `max`) and, in the
 * upper half, its hash; 0 when it is empty, longer, or not of the plain kind.
 */
export function scanText(at: usize, max: u32): u64 {
  let hash: u64 = MIX;
  let length: u32 = 0;
  for (;;) {
    const word = load<u64>(at + length);
    const found = marks(word);
    if (found != 0) {
      const rest = ctz(found) & 56;
      if (load<u8>(at + length + <usize>(rest >> 3)) != QUOTE) return 0;
      hash = (hash ^ (word & (((<u64>1) << rest) - 1))) * MIX;
      length += <u32>(rest >> 3);
      break;
    }
    hash = (hash ^ word) * MIX;
    hash ^= hash >> 32;
    length += 8;
    if (length > max) return 0;
  }
  if (length == 0 || length > max) return 0;
  hash ^= hash >> 29;
  hash = (hash ^ length) * MIX;
  return (hash & 0xffffffff00000000) | length;
}

/** The hash that `scanText` gives of `length` bytes, at least one. */
export function hashOf(at: usize, length: u32): u32 {
  let hash: u64 = MIX;
  let left = length;
  while (left >= 8) {
    hash = (hash ^ load<u64>(at)) * MIX;
    hash ^= hash >> 32;
    at += 8;
    left -= 8;
  }
  hash = (hash ^ (load<u64>(at) & (((<u64>1) << (8 * left)) - 1))) * MIX;
  hash ^= hash >> 29;
  return <u32>(((hash ^ length) * MIX) >> 32);
}
