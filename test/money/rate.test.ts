import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import {
  formatRate,
  MAX_UNITS,
  type RbrvsFactors,
  rbrvsRate,
  scaledRate,
  shareCents,
} from '../../src/money/rate.ts';
import { unitFeeCents } from '../../src/money/unit-fee.ts';

test.each([
  ['32.5', 4, 325000],
  ['32.3465', 4, 323465],
  ['0', 4, 0],
  ['1.014', 3, 1014],
])('scaledRate(%s, %d) → %d', (text, decimals, expected) => {
  expect(scaledRate(text, decimals)).toBe(expected);
});

test.each(['', '-1', '1e3', '.5', '1.23456', 'abc', '1,000'])('rate %j is refused', (text) => {
  expect(() => scaledRate(text, 4)).toThrow(RangeError);
});

test('a rate is written as people write it', () => {
  expect(formatRate(325000, 4)).toBe('32.5000');
  expect(formatRate(1014, 3)).toBe('1.014');
});

describe('RBRVS by hand', () => {
  // 99213 of the 2025 table, Rest of Washington: 1.30 × 1.007 + 1.35 × 1.040 + 0.10 × 0.803 = 2.7934 → 2.79.
  const office: RbrvsFactors = {
    workHundredths: 130,
    practiceHundredths: 135,
    malpracticeHundredths: 10,
    workGpciThousandths: 1007,
    practiceGpciThousandths: 1040,
    malpracticeGpciThousandths: 803,
    conversionFactorE4: 400000,
  };

  test('the total is rounded before the factor', () => {
    // 2.79 × 40.00 = 111.60; unrounded it would be 2.7934 × 40.00 = 111.74.
    const rate = rbrvsRate(office);
    expect(rate.rvuHundredths).toBe(279);
    expect(unitFeeCents(rate.fee, 1)).toBe(11160);
  });

  test('facility practice expense', () => {
    // 1.3091 + 0.57 × 1.040 + 0.0803 = 1.9822 → 1.98; × 40.00 = 79.20.
    expect(unitFeeCents(rbrvsRate({ ...office, practiceHundredths: 57 }).fee, 1)).toBe(7920);
  });

  test('cents are rounded once, after the units', () => {
    // 2.79 × 32.3465 = 90.246735 → 90.25; × 3 = 270.740205 → 270.74, not 3 × 90.25 = 270.75.
    const rate = rbrvsRate({ ...office, conversionFactorE4: 323465 });
    expect(unitFeeCents(rate.fee, 1)).toBe(9025);
    expect(unitFeeCents(rate.fee, 3)).toBe(27074);
  });
});

test('the scaled arithmetic agrees with decimal.js on 100,000 random lines', () => {
  let seed = 20250101;
  const random = (limit: number): number => {
    // Park-Miller: the same lines on every machine.
    seed = (seed * 48271) % 2147483647;
    return seed % limit;
  };
  for (let line = 0; line < 100_000; line++) {
    const factors: RbrvsFactors = {
      workHundredths: random(12_000),
      practiceHundredths: random(90_000),
      malpracticeHundredths: random(3_000),
      workGpciThousandths: 900 + random(700),
      practiceGpciThousandths: 800 + random(700),
      malpracticeGpciThousandths: 200 + random(2_600),
      conversionFactorE4: random(2_000_000),
    };
    const units = 1 + random(999);
    const total = new Decimal(factors.workHundredths)
      .times(factors.workGpciThousandths)
      .plus(new Decimal(factors.practiceHundredths).times(factors.practiceGpciThousandths))
      .plus(new Decimal(factors.malpracticeHundredths).times(factors.malpracticeGpciThousandths))
      .div(100_000)
      .toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    const price = total
      .times(factors.conversionFactorE4)
      .div(10_000)
      .times(units)
      .times(100)
      .toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
    if (unitFeeCents(rbrvsRate(factors).fee, units) !== price.toNumber())
      expect({ line, factors, units }).toBe(price.toString());
  }
});

test('shares: half a cent goes up', () => {
  expect(shareCents(10_000, 6500)).toBe(6500);
  expect(shareCents(5, 1000)).toBe(1);
  expect(shareCents(4, 1000)).toBe(0);
  expect(shareCents(333, 5000)).toBe(167);
});

test('what could pass 2^53 is refused, not rounded', () => {
  expect(() => shareCents(Number.MAX_SAFE_INTEGER, 2)).toThrow(RangeError);
  expect(() => shareCents(-1, 2)).toThrow(RangeError);
  const fee = { amount: 10 ** 15, perCent: 10_000 };
  expect(() => unitFeeCents(fee, MAX_UNITS)).toThrow(RangeError);
  expect(unitFeeCents(fee, 90_000)).toBe(9 * 10 ** 15);
});
