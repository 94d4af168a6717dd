import { describe, expect, test } from 'vitest';
import { correctedCentDays, interestCents, interestDays } from '../../src/ledger/interest.ts';

const terms = { ceilingDays: 60, ratePercent: '12', dayCount: 365 };

describe('prompt-pay interest (KP-90)', () => {
  test.each([
    ['2.125', 365, 1_000_00, 22, 1_28],
    ['10', 365, 1_000_00, 15, 4_11],
    ['12', 365, 1_000_00, 1, 33],
    ['12', 360, 1_000_00, 30, 10_00],
    ['12', 366, 99_999_999_99, 3650, 119_672_131_14],
    // 0.5 cents: half goes up.
    ['36.5', 365, 5, 100, 1],
    ['12', 365, 0, 400, 0],
  ])('%s %% on a year of %i days', (ratePercent, dayCount, cents, days, expected) => {
    expect(interestCents(cents * days, { ceilingDays: 60, ratePercent, dayCount })).toBe(expected);
  });

  test.each([
    ['paid on the sixtieth day', '20250102', 0, '20250303', 0],
    ['paid on the day after', '20250102', 0, '20250304', 1],
    ['the clock stood still for ten days', '20250102', 10, '20250313', 0],
    ['and ran on', '20250102', 10, '20250315', 2],
    ['over a leap day', '20240101', 0, '20240302', 1],
    ['no date of receipt', '', 0, '20250303', 0],
  ])('%s', (_name, receivedDate, outstandingDays, paymentDate, days) => {
    expect(interestDays({ receivedDate, outstandingDays }, paymentDate, terms)).toBe(days);
  });

  test.each([
    ['the same again', 100_00, 100_00, 5, 100_00 * 22],
    ['half of it: half of the cent-days', 100_00, 50_00, 5, 50_00 * 22],
    ['nothing any more', 100_00, 0, 5, 0],
    ['more: the rest has its own days', 100_00, 130_00, 5, 100_00 * 22 + 30_00 * 5],
    ['paid nothing before', 0, 30_00, 5, 30_00 * 5],
  ])('of a correction: %s', (_name, paidBefore, paidNow, ownDays, centDays) => {
    const before = { paidCents: paidBefore, centDays: paidBefore * 22 };
    expect(correctedCentDays(before, paidNow, ownDays)).toBe(centDays);
  });
});
