/** JSON where it is not written as it mostly is: white space between tokens, and fields that come in another order. */
import { QUOTE, scanText } from "./text";

export const COMMA: u8 = 0x2c;
export const COLON: u8 = 0x3a;
export const OPEN: u8 = 0x7b;
export const CLOSE: u8 = 0x7d;

/** Longer than any name of a field. */
const LONGEST_KEY: u32 = 64;

/** The first place from `at` on that is no white space, at most `end`. */
export function skipSpace(at: usize, end: usize): usize {
  while (at < end) {
    const byte = load<u8>(at);
    if (byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09) break;
    at++;
  }
  return at;
}

// The key that readKey() found, and where the value behind its colon begins.
export let keyAt: usize = 0;
export let keyLength: u32 = 0;
export let valueAt: usize = 0;

/** Reads a key and the colon after it. */
export function readKey(at: usize, end: usize): bool {
  at = skipSpace(at, end);
  if (load<u8>(at) != QUOTE) return false;
  keyAt = at + 1;
  keyLength = scanText(keyAt, LONGEST_KEY);
  if (keyLength == 0) return false;
  at = skipSpace(keyAt + keyLength + 1, end);
  if (load<u8>(at) != COLON) return false;
  valueAt = skipSpace(at + 1, end);
  return true;
}
