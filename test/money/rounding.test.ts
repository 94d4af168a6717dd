import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { halfUp, halfUpRvuHundredths } from '../../src/money/rounding.ts';

describe('halfUp', () => {
  test.each([
    [0, 7, 0],
    [1, 2, 1],
    [1, 3, 0],
    [2, 3, 1],
    [149, 100, 1],
    [150, 100, 2],
    [250, 100, 3],
    [Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, 2, 4503599627370496],
  ])('%d / %d → %d', (numerator, denominator, expected) => {
    expect(halfUp(numerator, denominator)).toBe(expected);
  });

  test.each([
    [-1, 2],
    [0.5, 2],
    [1, 0],
    [2 ** 53, 1],
    [1, 1.5],
  ])('%d / %d is refused', (numerator, denominator) => {
    expect(() => halfUp(numerator, denominator)).toThrow(RangeError);
  });

  test('agrees with decimal.js', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 2 ** 40 }), (numerator, denominator) => {
        const quotient = new Decimal(numerator).div(denominator);
        const fraction = new Decimal(numerator % denominator).times(2);
        const expected = quotient.floor().plus(fraction.gte(denominator) ? 1 : 0);
        expect(halfUp(numerator, denominator)).toBe(expected.toNumber());
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  [234_499, 234],
  [234_500, 235],
  [234_999, 235],
])('KP-41 relative value %d hundred-thousandths → %d hundredths', (total, expected) => {
  expect(halfUpRvuHundredths(total)).toBe(expected);
});
