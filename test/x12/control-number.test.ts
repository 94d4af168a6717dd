import { describe, expect, it } from 'vitest';
import {
  controlNumberValue,
  declaresCount,
  sameNumericControlNumber,
  sameTextControlNumber,
} from '../../src/x12/control-number.ts';

describe('control numbers', () => {
  it.each([
    // header, trailer, as N0, as AN
    ['000000905', '905', true, false],
    ['1', '0001', true, false],
    ['0001', '0001', true, true],
    ['1', '2', false, false],
    ['A1', 'A1', true, true],
    ['A1', 'a1', false, false],
    ['', '', true, true],
    ['', '0', false, false],
    ['0', '', false, false],
    ['1', '+1', false, false],
    ['1', '1.0', false, false],
  ])('"%s" and "%s"', (header, trailer, numeric, text) => {
    expect(sameNumericControlNumber(header, trailer)).toBe(numeric);
    expect(sameTextControlNumber(header, trailer)).toBe(text);
  });

  it.each([
    ['4', 4, true],
    ['0004', 4, true],
    ['4.0', 4, false],
    ['', 0, false],
    ['-4', 4, false],
  ])('"%s" declares %i: %s', (text, count, right) => expect(declaresCount(text, count)).toBe(right));

  it('is undefined for anything but digits', () => {
    expect(controlNumberValue('12a')).toBeUndefined();
    expect(controlNumberValue('0012')).toBe(12);
  });
});
