import { expect, test } from 'vitest';
import { addTotals, chargesOf, NO_TOTALS, totalAmount } from '../../src/acknowledgment/answer-totals.ts';

test.each([
  [0, '0'],
  [1450, '14.5'],
  [9_999_999_999, '99999999.99'],
  [10_000_000_000, '100000000'],
  [12_345_678_905, '123456789.05'],
  [-12_345_678_950, '-123456789.5'],
])('a total of %i cents is %s', (cents, text) => {
  expect(totalAmount(cents)).toBe(text);
});

test('totals add up field by field, and know what was submitted', () => {
  const accepted = { ...NO_TOTALS, acceptedCount: 1, acceptedCents: 25000 };
  const rejected = { ...NO_TOTALS, rejectedCount: 2, rejectedCents: 7500 };
  const sum = addTotals(accepted, rejected);
  expect(sum).toEqual({ acceptedCount: 1, rejectedCount: 2, acceptedCents: 25000, rejectedCents: 7500 });
  expect(chargesOf(sum)).toBe(32500);
});
