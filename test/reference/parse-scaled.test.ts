import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseScaled } from '../../src/reference/parse-scaled.ts';

test.each([
  ['0.97', 2, 97],
  ['1', 2, 100],
  ['32.3465', 4, 323465],
  ['1.22', 3, 1220],
  ['0.29', 2, 29],
  ['1.005', 2, undefined],
  ['-1', 2, undefined],
  ['1e2', 2, undefined],
  ['1,000', 2, undefined],
  ['.5', 2, undefined],
  ['1.', 2, undefined],
  ['', 2, undefined],
  ['1234567890', 2, undefined],
])('%j to %i decimals is %s', (text, decimals, expected) => {
  expect(parseScaled(text, decimals)).toBe(expected);
});

test('every number of cents survives being written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (cents) => {
      const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
      expect(parseScaled(text, 2)).toBe(cents);
    }),
  );
});
