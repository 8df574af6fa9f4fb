/**
 * Decimal digits, eight at a time: an SPU meters what a module does by the operation, and a loop over digits is one of
 * the longest that a module has.
 */

const ZEROS: u64 = 0x3030303030303030;

/** The eight bytes at `at` as what digits are worth; from 10 up: not a digit. The first byte is the lowest. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function worths(at: usize): u64 {
  return load<u64>(at) ^ ZEROS;
}

/** A mark in the top bit of each that is no digit. Marks behind one of no ASCII may be false (a carry). */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function notDigits(worths: u64): u64 {
  return ((worths + 0x7676767676767676) | worths) & 0x8080808080808080;
}

/** The number that the first `count` of them (1 to 8) make. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function numberOf(worths: u64, count: u64): u64 {
  // What is behind them falls out, and zeros come before them. Then pairs, fours, and all eight.
  const digits = worths << ((8 - count) << 3);
  const pairs = ((digits & 0x0f0f0f0f0f0f0f0f) * 2561) >> 8;
  const fours = ((pairs & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return ((fours & 0x0000ffff0000ffff) * 42949672960001) >> 32;
}
