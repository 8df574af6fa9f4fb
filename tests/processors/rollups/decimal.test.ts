import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalString, exactMean, toMillionths } from '../../../processors/rollups/decimal.js';
import { compareUtf8 } from '../../../processors/rollups/text-order.js';

describe('toMillionths', () => {
  test.each([
    [0, 0],
    [0.1, 100_000],
    [19.99, 19_990_000],
    [1e9, 1e15],
    [999_999_999.999999, 999_999_999_999_999],
    // Half up on the digits that are shown, although the binary value lies below.
    [1.2345675, 1_234_568],
    [0.0000005, 1],
    [4.9e-7, 0],
    [5e-324, 0],
    [1.0000004999, 1_000_000],
    [123456789.1234565, 123_456_789_123_457],
  ])('%d is %d', (x, expected) => {
    expect(toMillionths(x)).toBe(expected);
  });

  test('agrees with decimal arithmetic on the shortest form of any number', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (x) => {
        expect(BigInt(toMillionths(x))).toBe(bySchoolbook(x));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Round half up, with whole numbers only: the digits and their exponent as one fraction. */
function bySchoolbook(x: number): bigint {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(x))!;
  const fraction = match[2] ?? '';
  const exponent = Number(match[3] ?? 0) - fraction.length + 6;
  const digits = BigInt(match[1] + fraction);
  if (exponent >= 0) return digits * 10n ** BigInt(exponent);
  const unit = 10n ** BigInt(-exponent);
  return (2n * digits + unit) / (2n * unit);
}

test.each([
  [0n, '0'],
  [1n, '0.000001'],
  [12_500_000n, '12.5'],
  [10n ** 25n, '10000000000000000000'],
])('decimalString(%d) is %s', (millionths, text) => {
  expect(decimalString(millionths)).toBe(text);
});

describe('exactMean', () => {
  test('rounds once: 0.1 + 0.2 + 0.3 over 3 is 0.2', () => {
    expect(exactMean(600_000n, 3)).toBe(0.2);
  });

  test('is the double nearest to the fraction', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 22n }), fc.integer({ min: 1, max: 1e9 }), (sum, count) => {
        const mean = exactMean(sum, count);
        const [below, above] = [neighbour(mean, -1), neighbour(mean, 1)];
        const distance = (x: number) => distanceTo(x, sum, BigInt(count) * 1_000_000n);
        expect(distance(mean) <= distance(below) && distance(mean) <= distance(above)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

function neighbour(x: number, step: 1 | -1): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  if (x === 0 && step < 0) return x;
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(step));
  return view.getFloat64(0);
}

/** |x − numerator/denominator|, scaled to a whole number that can be compared. */
function distanceTo(x: number, numerator: bigint, denominator: bigint): bigint {
  const scale = 2n ** 200n;
  let exponent = 0n;
  let mantissa = x;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  const difference = (BigInt(mantissa) * scale * denominator) / 2n ** exponent - numerator * scale;
  return difference < 0n ? -difference : difference;
}

test('compareUtf8 is the order of the bytes', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '\u0000', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '🂡'),
  });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
