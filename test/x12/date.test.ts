import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDate6, isDate8, isTime } from '../../src/x12/date.ts';

describe('isDate8', () => {
  it.each([
    ['20250115', true],
    ['20240229', true],
    ['20000229', true],
    ['20250229', false],
    ['19000229', false],
    ['20260231', false],
    ['20250431', false],
    ['20251301', false],
    ['20250001', false],
    ['20250100', false],
    ['00000000', false],
    ['00000101', false],
    ['250115', false],
    ['2025011', false],
    ['202501150', false],
    ['2025-1-5', false],
    ['', false],
  ])('%s: %s', (text, right) => expect(isDate8(text)).toBe(right));

  it('agrees with the calendar of Date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), fc.nat(13), fc.nat(32), (year, month, day) => {
        const date = new Date(Date.UTC(year, month - 1, day));
        const same =
          date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        const two = (n: number): string => String(n).padStart(2, '0');
        expect(isDate8(`${year}${two(month)}${two(day)}`)).toBe(same);
      }),
    );
  });
});

describe('isDate6', () => {
  it.each([
    ['250115', true],
    ['240229', true],
    ['250229', false],
    ['251315', false],
    ['20250115', false],
    ['      ', false],
  ])('%s: %s', (text, right) => expect(isDate6(text)).toBe(right));
});

describe('isTime', () => {
  it.each([
    ['0000', true],
    ['2359', true],
    ['2400', false],
    ['1260', false],
    ['120059', true],
    ['120060', false],
    ['1200591', true],
    ['12005912', true],
    ['120059123', false],
    ['12005', false],
    ['120', false],
    ['12:00', false],
    ['', false],
  ])('%s: %s', (text, right) => expect(isTime(text)).toBe(right));
});
