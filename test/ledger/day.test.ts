import { expect, test } from 'vitest';
import { addDays, weekday } from '../../src/ledger/day.ts';

test('weekdays and days over month ends and leap days', () => {
  expect(weekday('20251103')).toBe(1);
  expect(weekday('20251109')).toBe(7);
  expect(addDays('20240228', 1)).toBe('20240229');
  expect(addDays('20250228', 1)).toBe('20250301');
  expect(addDays('20250101', -1)).toBe('20241231');
});
