/**
 * Exact decimal arithmetic for prices and metrics: numbers are rounded half up to six places from their shortest
 * decimal form (`String(x)`) and added as integers of millionths (docs/data-dictionary.md).
 */

/** Millionths in one unit. */
export const UNIT = 1_000_000;

/**
 * A non-negative double up to 10⁹ as an integer of millionths.
 *
 * The quick way is exact: doubles below 2³⁰ lie closer together than a millionth, so at most one multiple of a
 * millionth converts back to `x`, and a shortest form with at most six places is that multiple.
 */
export function toMillionths(x: number): number {
  const quick = Math.round(x * UNIT);
  return quick / UNIT === x ? quick : roundShortestForm(x);
}

/** `"1.2345675"` and `"5e-7"` round half up on their digits, which the binary value would get wrong. */
function roundShortestForm(x: number): number {
  const [mantissa = '', exponent = '0'] = String(x).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  // Position of the decimal point of x·10⁶ within `digits`.
  const point = whole.length + Number(exponent) + 6;
  if (point < 0) return 0;
  const kept = Number(digits.slice(0, point).padEnd(point, '0') || '0');
  const next = digits.charCodeAt(point);
  return next >= 53 /* '5' */ ? kept + 1 : kept;
}

/** Millionths as a decimal string: no exponent, no trailing zeros, `"0"` for zero. */
export function decimalString(millionths: bigint): string {
  const unit = BigInt(UNIT);
  const fraction = (millionths % unit).toString().padStart(6, '0').replace(/0+$/, '');
  const whole = (millionths / unit).toString();
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/**
 * The double nearest to `sum / (count · 10⁶)`, rounded once (ties to even), so that a mean does not depend on the
 * order in which anything was added.
 */
export function exactMean(sum: bigint, count: number): number {
  return nearestDouble(sum, BigInt(count) * BigInt(UNIT));
}

function nearestDouble(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  // Scale so that the quotient has 56 or 57 bits: 53 for the double, one to round by, and one below it to be sticky.
  const shift = 56n - (bitLength(numerator) - bitLength(denominator));
  const scaled = shift >= 0n ? numerator << shift : numerator;
  const divisor = shift >= 0n ? denominator : denominator << -shift;
  const quotient = scaled / divisor;
  // A remainder makes the value lie strictly between two candidates: keep that as a sticky last bit.
  const sticky = scaled % divisor === 0n ? quotient : quotient | 1n;
  return scaleDown(Number(sticky), Number(shift));
}

function bitLength(value: bigint): bigint {
  return BigInt(value.toString(2).length);
}

/** `value · 2^-shift`, exactly: sums of bounded metrics and prices stay far from subnormal doubles. */
function scaleDown(value: number, shift: number): number {
  let scaled = value;
  for (let left = shift; left > 0; left -= 30) scaled /= 2 ** Math.min(left, 30);
  for (let left = -shift; left > 0; left -= 30) scaled *= 2 ** Math.min(left, 30);
  return scaled;
}
