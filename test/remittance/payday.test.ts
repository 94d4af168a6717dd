import { expect, test } from 'vitest';
import { isPayday, type PaymentCalendar } from '../../src/remittance/payday.ts';

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
