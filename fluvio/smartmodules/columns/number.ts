/**
 * Numbers of JSON, read to the very double that JSON.parse gives. Signs, exponents and more than 18 digits are left to
 * others: -0 and 1e-7 are rare.
 */
import { notDigits, numberOf, worths } from "./digits";

/** Where what was read ends. */
export let numberEnd: usize = 0;

const POINT: u8 = 0x2e;
const MOST_DIGITS: u32 = 18;
/** Up to here every whole number is a double. */
const EXACT: u64 = 1 << 53;

/** 10^0 to 10^18: all of them whole, and doubles. */
const POWERS = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000,
  1000000000000, 10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000,
  1000000000000000000,
]);

/** The number at `at`, or NaN where there is none of the plain kind. Nearly all are a few digits, with a point or without. */
export function readNumber(at: usize): f64 {
  const bytes = worths(at);
  const marks = notDigits(bytes);
  const end = ctz(marks);
  const whole = end >> 3;
  // Eight digits, none, or a zero before others.
  if (marks == 0 || whole == 0 || (whole > 1 && <u8>bytes == 0)) return readLong(at);
  if (<u8>(bytes >> (end & 56)) != (POINT ^ 48)) {
    numberEnd = at + <usize>whole;
    return <f64>numberOf(bytes, whole);
  }
  // The point is taken out.
  const behind = marks & (marks - 1);
  const places = (ctz(behind) >> 3) - whole - 1;
  if (behind == 0 || places == 0) return readLong(at);
  const before = ((<u64>1) << (end & 56)) - 1;
  const digits = (bytes & before) | ((bytes >> 8) & ~before);
  numberEnd = at + <usize>(whole + 1 + places);
  return <f64>numberOf(digits, whole + places) / <f64>load<u64>(POWERS + (<usize>places << 3));
}

/** The same for all of the plain kind. */
function readLong(at: usize): f64 {
  const start = at;
  let digit = <u32>load<u8>(at) - 48;
  if (digit > 9) return NaN;
  let whole: u64 = digit;
  digit = <u32>load<u8>(++at) - 48;
  if (whole != 0) {
    while (digit <= 9 && <u32>(at - start) < MOST_DIGITS) {
      whole = whole * 10 + digit;
      digit = <u32>load<u8>(++at) - 48;
    }
  }
  let places: u32 = 0;
  let digits = <u32>(at - start);
  if (load<u8>(at) == POINT) {
    const point = at;
    digit = <u32>load<u8>(++at) - 48;
    while (digit <= 9 && digits < MOST_DIGITS) {
      whole = whole * 10 + digit;
      digits++;
      digit = <u32>load<u8>(++at) - 48;
    }
    places = <u32>(at - point) - 1;
    if (places == 0) return NaN;
  }
  // Another digit is one too many, or follows a leading zero.
  if (digit <= 9) return NaN;
  numberEnd = at;
  if (whole <= EXACT) return places == 0 ? <f64>whole : <f64>whole / <f64>load<u64>(POWERS + (<usize>places << 3));
  return places == 0 ? <f64>whole : quotient(whole, load<u64>(POWERS + (<usize>places << 3)));
}

/**
 * `dividend` (above 2^53) by `divisor` (10 to 10^18) as a double, rounded to nearest, half to even: the first 54 bits by
 * long division, and whether anything is left. Two doubles divided would round twice.
 */
function quotient(dividend: u64, divisor: u64): f64 {
  let bits = dividend / divisor;
  let left = dividend - bits * divisor;
  // Below 2^60 each, so that twice as much fits.
  let scale: u64 = 1023;
  while (bits < EXACT) {
    left <<= 1;
    bits <<= 1;
    scale--;
    if (left >= divisor) {
      left -= divisor;
      bits |= 1;
    }
  }
  if (left != 0) bits = (bits << 1) | 1;
  else bits <<= 1;
  // Now 55 bits or more, the last one sticky: the engine's own rounding to a double is then right.
  return <f64>bits * reinterpret<f64>((scale - 1) << 52);
}

/** Digits at `at` as a whole number up to 15 digits long, or -1; no leading zero. */
export function readWhole(at: usize): i64 {
  const bytes = worths(at);
  const marks = notDigits(bytes);
  if (marks == 0) return readLongWhole(at, bytes);
  const count = ctz(marks) >> 3;
  if (count == 0 || (count > 1 && <u8>bytes == 0)) return -1;
  numberEnd = at + <usize>count;
  return numberOf(bytes, count);
}

/** One whose first eight digits are `bytes`. */
function readLongWhole(at: usize, bytes: u64): i64 {
  const head = numberOf(bytes, 8);
  const rest = worths(at + 8);
  const marks = notDigits(rest);
  if (marks == 0 || <u8>bytes == 0) return -1;
  const count = ctz(marks) >> 3;
  numberEnd = at + 8 + <usize>count;
  return count == 0 ? head : head * load<u64>(POWERS + (<usize>count << 3)) + numberOf(rest, count);
}
