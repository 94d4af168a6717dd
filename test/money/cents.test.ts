import { expect, test } from 'vitest';
import { formatCents, sumCents } from '../../src/money/cents.ts';

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [99, '0.99'],
  [100, '1.00'],
  [12345, '123.45'],
  [-5, '-0.05'],
  [-12340, '-123.40'],
  [Number.MAX_SAFE_INTEGER, '90071992547409.91'],
])('formatCents(%d) → %s', (cents, text) => {
  expect(formatCents(cents)).toBe(text);
});

test('what is not whole cents is refused', () => {
  expect(() => formatCents(1.5)).toThrow(RangeError);
  expect(() => sumCents([1, 0.5])).toThrow(RangeError);
});

test('sums stop at 2^53', () => {
  expect(sumCents([])).toBe(0);
  expect(sumCents([10, -3, 5])).toBe(12);
  expect(sumCents([Number.MAX_SAFE_INTEGER, 0])).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
});
