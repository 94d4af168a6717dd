import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  amount,
  MAXIMUM_AMOUNT_CENTS,
  parseAmountCents,
  parseAmountCentsOf,
  parseQuantityMilli,
  parseQuantityMilliOf,
} from '../../src/x12/amount.ts';

describe('parseAmountCents', () => {
  it.each([
    ['150', 15_000],
    ['14.5', 1450],
    ['0', 0],
    ['-0', 0],
    ['-3.25', -325],
    ['.5', 50],
    ['-.05', -5],
    ['100.0', 10_000],
    ['100.00', 10_000],
    ['0100', 10_000],
    ['00000000000001', 100],
    ['99999999.99', MAXIMUM_AMOUNT_CENTS],
    ['-99999999.99', -MAXIMUM_AMOUNT_CENTS],
    ['100000000', undefined],
    ['9'.repeat(400), undefined],
    ['+5', undefined],
    ['1,000', undefined],
    ['$5', undefined],
    ['1.234', undefined],
    ['1.000', undefined],
    ['1.2.3', undefined],
    ['5.', undefined],
    ['.', undefined],
    ['-', undefined],
    ['--5', undefined],
    ['5-', undefined],
    ['', undefined],
    [' 5', undefined],
    ['5 ', undefined],
    ['1e3', undefined],
    ['\u0661', undefined],
    ['NaN', undefined],
  ])('"%s" is %s', (text, cents) => expect(parseAmountCents(text)).toBe(cents));
});

test('bytes and text of a number are read alike', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789.--x'), maxLength: 20 });
  fc.assert(
    fc.property(text, fc.nat(3), (value, before) => {
      const bytes = Buffer.from(`${'9'.repeat(before)}${value}9`, 'latin1');
      const to = before + value.length;
      expect(parseAmountCentsOf(bytes, before, to)).toBe(parseAmountCents(value));
      expect(parseQuantityMilliOf(bytes, before, to)).toBe(parseQuantityMilli(value));
    }),
    { numRuns: 500 },
  );
});

describe('parseQuantityMilli', () => {
  it.each([
    ['1', 1000],
    ['1.5', 1500],
    ['0.125', 125],
    ['.001', 1],
    ['-2', -2000],
    ['0.0001', undefined],
    ['9007199254740', 9_007_199_254_740_000],
    ['9007199254741', undefined],
    ['', undefined],
  ])('"%s" is %s', (text, milli) => expect(parseQuantityMilli(text)).toBe(milli));
});

describe('amount', () => {
  it.each([
    [15_000, '150'],
    [1450, '14.5'],
    [1405, '14.05'],
    [0, '0'],
    [-0, '0'],
    [-325, '-3.25'],
    [5, '0.05'],
    [-50, '-0.5'],
    [MAXIMUM_AMOUNT_CENTS, '99999999.99'],
  ])('%i cents is "%s"', (cents, text) => expect(amount(cents)).toBe(text));

  it.each([
    [MAXIMUM_AMOUNT_CENTS + 1],
    [-MAXIMUM_AMOUNT_CENTS - 1],
    [0.5],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
  ])('refuses %s', (cents) =>
    expect(() => amount(cents)).toThrow(expect.objectContaining({ code: 'X12-UNWRITABLE' })),
  );

  it('reads back, in the shortest form', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAXIMUM_AMOUNT_CENTS, max: MAXIMUM_AMOUNT_CENTS }), (cents) => {
        const text = amount(cents);
        expect(parseAmountCents(text)).toBe(cents);
        expect(text).toBe(String(Number(text)));
      }),
    );
  });
});
