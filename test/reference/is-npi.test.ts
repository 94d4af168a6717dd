import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNpi } from '../../src/reference/is-npi.ts';

test.each([
  ['1234567893', true],
  ['2100000019', true],
  ['2100000018', false],
  ['3100000017', false],
  ['210000001', false],
  ['21000000199', false],
  ['', false],
  ['12345 7893', false],
])('%s: %s', (npi, expected) => {
  expect(isNpi(npi)).toBe(expected);
});

test('any one wrong digit is noticed', () => {
  const digit = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), digit, (index, other) => {
      const npi = '2100000019';
      const changed = `${npi.slice(0, index)}${other}${npi.slice(index + 1)}`;
      expect(isNpi(changed)).toBe(changed === npi);
    }),
  );
});
