import { describe, expect, test } from 'vitest';
import {
  bringsMoneyBack,
  type PaymentAct,
  type PaymentState,
  refusedPaymentAct,
} from '../../src/ledger/payment-life.ts';

describe('what may become of a payment', () => {
  test.each<[PaymentState, 'ACH' | 'CHK' | 'NON', number, PaymentAct, string | undefined]>([
    ['issued', 'CHK', 100, 'stopped', undefined],
    ['issued', 'CHK', 100, 'voided', undefined],
    ['issued', 'CHK', 100, 'returned', 'only a transfer comes back'],
    ['issued', 'CHK', 100, 'reissued', 'it is issued'],
    ['issued', 'ACH', 100, 'returned', undefined],
    ['issued', 'ACH', 100, 'stopped', 'only a check is stopped or voided'],
    ['issued', 'NON', 0, 'stopped', 'no money went out with it'],
    ['stopped', 'CHK', 100, 'stopped', 'it is stopped'],
    ['stopped', 'CHK', 100, 'voided', undefined],
    ['stopped', 'CHK', 100, 'reissued', undefined],
    ['voided', 'CHK', 100, 'reissued', undefined],
    ['returned', 'ACH', 100, 'reissued', undefined],
    ['reissued', 'CHK', 100, 'reissued', 'it is reissued'],
    ['reissued', 'CHK', 100, 'voided', 'it is reissued'],
  ])('%s %s of %i: %s', (state, method, paidCents, act, why) => {
    expect(refusedPaymentAct({ state, method, paidCents }, act)).toBe(why);
  });

  test('the money of a stopped check does not come back again when it is voided', () => {
    expect(bringsMoneyBack('issued', 'stopped')).toBe(true);
    expect(bringsMoneyBack('issued', 'voided')).toBe(true);
    expect(bringsMoneyBack('stopped', 'voided')).toBe(false);
    expect(bringsMoneyBack('stopped', 'reissued')).toBe(false);
  });
});
