import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  findClaimNumbers,
  formatClaimNumber,
  isClaimNumber,
  MAX_SEQUENCE,
} from '../../src/adjudication/claim-number.ts';

test.each([
  ['20250101', 1, '2500100000014'],
  ['20251231', 123, '2536500001236'],
  ['20241231', MAX_SEQUENCE, '2436699999995'],
])('received %s, sequence %d → %s', (date, sequence, expected) => {
  expect(formatClaimNumber(date, sequence)).toBe(expected);
});

test.each([0, -1, 1.5, MAX_SEQUENCE + 1])('sequence %d is refused', (sequence) => {
  expect(() => formatClaimNumber('20250101', sequence)).toThrow('sequence');
});

test('one wrong digit is noticed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MAX_SEQUENCE }),
      fc.nat(12),
      fc.integer({ min: 1, max: 9 }),
      (sequence, index, step) => {
        const number = formatClaimNumber('20250610', sequence);
        expect(isClaimNumber(number)).toBe(true);
        const wrong = (Number(number[index]) + step) % 10;
        expect(isClaimNumber(number.slice(0, index) + wrong + number.slice(index + 1))).toBe(false);
      },
    ),
  );
});

test.each([
  ['ORIG CLAIM 2500100000014 CORRECTED UNITS', ['2500100000014']],
  ['25001-0000001-4', ['2500100000014']],
  ['(2500100000014),2500100000014;2536500001236', ['2500100000014', '2536500001236']],
  ['12500100000014', []],
  ['25001000000149', []],
  ['2500100000019', []],
  ['2540000000011', []],
  ['', []],
])('%j holds %j', (text, expected) => {
  expect(findClaimNumbers(text)).toEqual(expected);
});
