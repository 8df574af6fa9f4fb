/**
 * Strings of JSON that stand for themselves: ASCII without controls and escapes. Sixteen bytes at a time: an SPU meters
 * what a module does by the operation, and one on sixteen bytes is metered, and takes, as one on a byte.
 */

export const QUOTE: u8 = 0x22;

const BACKSLASH: u8 = 0x5c;
const SPACE: i8 = 0x20;

/** Bit i: byte i of the sixteen at `at` is a quote, a backslash, a control or no ASCII; these two are below a space as i8. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function marks(at: usize): u32 {
  const bytes = v128.load(at);
  const quotes = i8x16.eq(bytes, i8x16.splat(QUOTE));
  const escapes = i8x16.eq(bytes, i8x16.splat(BACKSLASH));
  const others = i8x16.lt_s(bytes, i8x16.splat(SPACE));
  return i8x16.bitmask(v128.or(v128.or(quotes, escapes), others));
}

/**
 * Reads on to the quote that ends the string whose first byte is at `at`. Returns its length (1 to `max`); 0 when it is
 * empty, longer, or not of the plain kind.
 */
export function scanText(at: usize, max: u32): u32 {
  let end = at;
  let found = marks(end);
  while (found == 0) {
    end += 16;
    if (end - at > max) return 0;
    found = marks(end);
  }
  end += ctz(found);
  const length = <u32>(end - at);
  return load<u8>(end) == QUOTE && length <= max ? length : 0;
}

/** Sixteen bytes of ones, then sixteen zeros. */
const MASKS = memory.data<u64>([-1, -1, 0, 0]);

/** The first `length` of the sixteen bytes at `at`, at most all of them, and zeros for the others. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function firstBytes(at: usize, length: usize): v128 {
  return v128.and(v128.load(at), v128.load(MASKS + 16 - length));
}
