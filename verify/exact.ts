const MICROS = 1_000_000n;

/** A number ≥ 0 in millionths, rounded half up from its shortest decimal form. */
export function micros(value: number): bigint {
  const match = /^([0-9]+)(?:\.([0-9]+))?(?:e([+-][0-9]+))?$/.exec(String(value + 0));
  if (match === null) throw new Error(`not a finite number of zero or more: ${value}`);
  const fraction = match[2] ?? '';
  const digits = BigInt(match[1]! + fraction);
  // The value is digits × 10^exponent.
  const exponent = Number(match[3] ?? 0) - fraction.length + 6;
  if (exponent >= 0) return digits * 10n ** BigInt(exponent);
  const unit = 10n ** BigInt(-exponent);
  return (2n * digits + unit) / (2n * unit);
}

/** Millionths as a decimal string: no exponent, no trailing zeros, `0` for zero. */
export function decimal(amount: bigint): string {
  const whole = amount / MICROS;
  const fraction = String(amount % MICROS)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(whole) : `${whole}.${fraction}`;
}

/** The mean of amounts that add up to `sum` millionths, as the double nearest to the exact quotient, ties to even. */
export function mean(sum: bigint, count: number): number {
  return nearestDouble(sum, BigInt(count) * MICROS);
}

/** The double nearest to numerator / denominator (≥ 0 and > 0), ties to even. */
export function nearestDouble(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  // Scale the quotient to at least 66 bits, mark a remainder in its last bit (which lies far below the
  // rounding bit), and let the one rounding happen in Number(): its nearest double, ties to even.
  const shift = BigInt(Math.max(0, 66 - bits(numerator) + bits(denominator)));
  const scaled = numerator << shift;
  const quotient = scaled / denominator;
  const marked = scaled % denominator === 0n ? quotient : quotient | 1n;
  return Number(marked) / 2 ** Number(shift);
}

function bits(value: bigint): number {
  return value.toString(2).length;
}
