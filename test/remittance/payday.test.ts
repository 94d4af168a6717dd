import { expect, test } from 'vitest';
import { hasMissedPayday, isPayday, type PaymentCalendar } from '../../src/remittance/payday.ts';

const tuesdays: PaymentCalendar = {
  weekday: 2,
  holidays: new Set(['20251111', '20251225', '20251226', '20260101', '20251230', '20251231']),
  moves: 'next',
  monthEnd: false,
};

test.each<[string, string, Partial<PaymentCalendar>, boolean]>([
  ['a Tuesday', '20251104', {}, true],
  ['a Wednesday', '20251105', {}, false],
  ['a Tuesday without banking', '20251111', {}, false],
  ['moves to the day after', '20251112', {}, true],
  ['or to the day before', '20251110', { moves: 'previous' }, true],
  ['but not to both', '20251110', {}, false],
  ['over a New Year of holidays', '20260102', {}, true],
  ['a Saturday that everybody would like', '20251101', { weekday: 6 }, false],
  ['goes to the Monday', '20251103', { weekday: 6 }, true],
  ['or to the Friday', '20251031', { weekday: 6, moves: 'previous' }, true],
  ['the last banking day of a month', '20251128', { monthEnd: true }, true],
  ['which is no pay day for others', '20251128', {}, false],
  ['and not the day before it', '20251127', { monthEnd: true }, false],
  ['a month that ends in holidays', '20251229', { monthEnd: true }, true],
])('KP-88 pays on %s: %s', (_name, date, changes, expected) => {
  expect(isPayday(date, { ...tuesdays, ...changes })).toBe(expected);
});

// 2025: Tuesdays 4 and 18 November; that of 11 November is a holiday and moves to the 12th.
test.each<[string, string, string, string, boolean]>([
  ['nothing waits', '20251106', '', '20251028', false],
  ['waited on Tuesday and nobody ran', '20251106', '20251103', '20251028', true],
  ['decided on the Tuesday itself', '20251106', '20251104', '20251028', true],
  ['decided after it', '20251106', '20251105', '20251028', false],
  ['paid on it, and this was held back', '20251106', '20251103', '20251104', false],
  ['never paid before', '20251106', '20251031', '', true],
  ['today is a payday, not a missed one', '20251104', '20251103', '20251028', false],
  ['the day after a moved payday', '20251113', '20251110', '20251104', true],
  ['the day it moved away from is none', '20251112', '20251110', '20251104', false],
  ['two weeks later', '20251121', '20251106', '20251104', true],
])('KP-88 a missed payday: %s', (_name, date, waitingSince, lastRun, expected) => {
  expect(hasMissedPayday(date, { waitingSince, lastRun }, tuesdays)).toBe(expected);
});
