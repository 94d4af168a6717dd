import { expect, test } from 'vitest';
import { addDays, addMonths, daysBetween, weekday } from '../../src/x12/calendar.ts';

test('weekdays and days over month ends and leap days', () => {
  expect(weekday('20251103')).toBe(1);
  expect(weekday('20251109')).toBe(7);
  expect(addDays('20240228', 1)).toBe('20240229');
  expect(addDays('20250228', 1)).toBe('20250301');
  expect(addDays('20250101', -1)).toBe('20241231');
});

test.each([
  ['20250115', 12, '20260115'],
  ['20240229', 12, '20250228'],
  ['20240229', 48, '20280229'],
  ['20250131', 1, '20250228'],
  ['20231231', 2, '20240229'],
  ['20250831', 6, '20260228'],
  ['20251130', 1, '20251230'],
  ['20251231', 24, '20271231'],
])('%s + %d months → %s', (date, months, expected) => {
  expect(addMonths(date, months)).toBe(expected);
});

test.each([
  ['20240228', '20240301', 2],
  ['20250228', '20250301', 1],
  ['20250401', '20270401', 730],
  ['20250402', '20250401', -1],
])('%s to %s: %d days', (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
});
