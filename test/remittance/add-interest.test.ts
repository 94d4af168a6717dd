import { expect, test } from 'vitest';
import { addInterest, type CarriedInterest } from '../../src/remittance/add-interest.ts';
import type { RemittanceItem } from '../../src/remittance/remittance.ts';
import { claimOf, paid, reversed } from './fixtures.ts';

const terms = { ceilingDays: 60, ratePercent: '12', dayCount: 365 };
/** 22 days late when received on 1 January 2025. */
const PAYMENT_DATE = '20250324';

function interest(
  items: RemittanceItem[],
  carried = new Map<number, CarriedInterest>(),
  outstandingDays = 0,
) {
  return addInterest({
    items,
    terms,
    paymentDate: PAYMENT_DATE,
    outstandingDays: () => outstandingDays,
    carried,
  }).map((item) => item.interestCents ?? 0);
}

const late = { claimNumber: 'A', receivedDate: '20250101' };
const inTime = { claimNumber: 'B', originalClaimNumber: 'A', receivedDate: '20250301' };
const payment = (cents: number, facts: object, decisionId: number): RemittanceItem => ({
  ...paid(claimOf(100_00, cents, facts)),
  decisionId,
});
const reversal = (cents: number, facts: object, decisionId: number): RemittanceItem => ({
  ...reversed(claimOf(100_00, cents, facts)),
  decisionId,
});

test('what is paid late earns interest; what is denied or in time earns none', () => {
  expect(interest([payment(100_00, late, 1), payment(0, late, 2), payment(100_00, inTime, 3)])).toEqual([
    72, 0, 0,
  ]);
});

test('days on which we waited for somebody do not count', () => {
  expect(interest([payment(100_00, late, 1)], undefined, 21)).toEqual([3]);
  expect(interest([payment(100_00, late, 1)], undefined, 22)).toEqual([0]);
});

test('a correction has the interest of what is still paid, for the same days', () => {
  const carried = new Map([[1, { interestCents: 72, centDays: 100_00 * 22 }]]);
  expect(interest([reversal(100_00, late, 1), payment(50_00, inTime, 2)], carried)).toEqual([-72, 36]);
  expect(interest([reversal(100_00, late, 1)], carried)).toEqual([-72]);
  expect(interest([reversal(100_00, late, 1), payment(0, inTime, 2)], carried)).toEqual([-72, 0]);
});

test('a reversal of what was paid in time takes no interest back', () => {
  expect(interest([reversal(100_00, late, 1)])).toEqual([0]);
});

test('what was paid in time and is corrected late earns interest only on what is paid more', () => {
  expect(
    interest([reversal(100_00, late, 1), payment(80_00, { ...late, originalClaimNumber: '' }, 2)]),
  ).toEqual([0, 0]);
  expect(interest([reversal(50_00, late, 1), payment(100_00, late, 2)])).toEqual([0, 36]);
});

test('a payment and its reversal in one run come to nothing', () => {
  expect(interest([payment(100_00, late, 1), reversal(100_00, late, 1)])).toEqual([72, -72]);
});
