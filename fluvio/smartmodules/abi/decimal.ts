/**
 * Reads a number as JSON writes it (RFC 8259, section 6), into an f64. With up to 15 digits and exponents up to 22 the
 * result is the nearest f64, as JavaScript's; beyond that it may differ in its last bits.
 */

/** 10^22 is the largest power of ten that an f64 holds exactly. */
const EXACT_POWER: i32 = 22;
/** More digits than these do not fit into u64: they only move the decimal point. */
const MOST_DIGITS: i32 = 19;
/** Larger exponents are infinite or zero whatever the digits of a value of at most 1 MiB say. */
const LARGEST_EXPONENT: i32 = 4_000_000;

/** Behind the number that `decimal` read. */
export let decimalEnd: usize = 0;

let digits: u64 = 0;
let digitCount: i32 = 0;
let power: i32 = 0;

/** The number that starts at `at`; NaN when there is none. Whether more follows is for the caller to see. */
export function decimal(at: usize, end: usize): f64 {
  const negative = at < end && load<u8>(at) == 0x2d;
  if (negative) at++;
  digits = 0;
  digitCount = 0;
  power = 0;
  const whole = at;
  at = takeDigits(at, end, 0);
  // Neither without a digit nor with a zero in front.
  if (at == whole || (at > whole + 1 && load<u8>(whole) == 0x30)) return NaN;
  if (at < end && load<u8>(at) == 0x2e) {
    const fraction = at + 1;
    at = takeDigits(fraction, end, 1);
    if (at == fraction) return NaN;
  }
  if (at < end && (load<u8>(at) | 0x20) == 0x65) {
    at = takeExponent(at + 1, end);
    if (at == 0) return NaN;
  }
  decimalEnd = at;
  const value = scaled(<f64>digits);
  return negative ? -value : value;
}

/** Takes digits in; each moves the point by `shift` places. */
function takeDigits(at: usize, end: usize, shift: i32): usize {
  while (at < end) {
    const digit = <u32>load<u8>(at) - 0x30;
    if (digit > 9) break;
    if (digitCount < MOST_DIGITS) {
      digits = digits * 10 + <u64>digit;
      if (digits != 0) digitCount++;
      power -= shift;
    } else {
      power += 1 - shift;
    }
    at++;
  }
  return at;
}

/** Behind the exponent; 0 when there is none. */
function takeExponent(at: usize, end: usize): usize {
  const sign = at < end ? load<u8>(at) : 0;
  if (sign == 0x2d || sign == 0x2b) at++;
  const first = at;
  let exponent = 0;
  while (at < end) {
    const digit = <u32>load<u8>(at) - 0x30;
    if (digit > 9) break;
    if (exponent < LARGEST_EXPONENT) exponent = exponent * 10 + <i32>digit;
    at++;
  }
  if (at == first) return 0;
  power += sign == 0x2d ? -exponent : exponent;
  return at;
}

/** In steps that are exact powers; one step is one rounding, and none when digits and power are small. */
function scaled(value: f64): f64 {
  while (power > 0 && value != 0 && value != Infinity) {
    const step = min(power, EXACT_POWER);
    value *= tenTo(step);
    power -= step;
  }
  while (power < 0 && value != 0) {
    const step = min(-power, EXACT_POWER);
    value /= tenTo(step);
    power += step;
  }
  return value;
}

function tenTo(exponent: i32): f64 {
  let value: f64 = 1;
  for (let i = 0; i < exponent; i++) value *= 10;
  return value;
}
