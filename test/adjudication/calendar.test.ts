import { expect, test } from 'vitest';
import { addMonths, daysBetween } from '../../src/adjudication/edits/calendar.ts';

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
