import { ok } from 'node:assert/strict';
import { accountOf } from './account.ts';
import { inputHash } from './input-hash.ts';
import type { AccountKind, LedgerEntry, Posting } from './posting.ts';

export interface PaymentEntryInput {
  readonly payeeId: string;
  readonly fund: string;
  /** CCYYMMDD of the payment run. */
  readonly runDate: string;
  /** Among the payments of this payee and fund in the run, from 1. */
  readonly sequence: number;
  /** TRN02. */
  readonly traceNumber: string;
  /** BPR02. */
  readonly paidCents: number;
  /** PLB FB taken in: what an earlier remittance forwarded. */
  readonly forwardInCents: number;
  /** PLB FB sent on: what this remittance could not take. */
  readonly forwardOutCents: number;
  /** Net prompt-pay interest of its claims; below zero when more was taken back than given (PLB L6, negated). */
  readonly interestCents?: number;
  readonly asOf: string;
}

/**
 * One remittance settles its payable: money leaves, an old forwarded balance is taken from what is owed, and what
 * the payee still owes goes forward; interest depends on the day of payment, so it is owed only here. All together
 * bring payable of the payee and fund to zero (KP-81, KP-82, KP-90).
 */
export function paymentEntry(input: PaymentEntryInput): LedgerEntry {
  const { payeeId, fund, runDate, sequence, traceNumber, paidCents, forwardInCents, forwardOutCents } = input;
  const interestCents = input.interestCents ?? 0;
  for (const cents of [paidCents, forwardInCents, forwardOutCents]) {
    ok(Number.isSafeInteger(cents) && cents >= 0, 'amounts of a payment are whole cents and not negative');
  }
  ok(Number.isSafeInteger(interestCents), 'interest is whole cents');
  ok(paidCents === 0 || forwardOutCents === 0, 'a remittance that pays has nothing to forward');
  const posting = (debit: AccountKind, credit: AccountKind, amountCents: number): Posting[] =>
    amountCents === 0
      ? []
      : [{ debit: accountOf(debit, payeeId, fund), credit: accountOf(credit, payeeId, fund), amountCents }];
  return {
    key: `payment/${payeeId}/${fund}/${runDate}/${sequence}`,
    inputHash: inputHash({
      payeeId,
      fund,
      runDate,
      sequence,
      traceNumber,
      paidCents,
      forwardInCents,
      forwardOutCents,
      ...(interestCents !== 0 && { interestCents }),
    }),
    asOf: input.asOf,
    text: `payment ${traceNumber}`,
    postings: [
      ...posting('interest-expense', 'payable', Math.max(interestCents, 0)),
      ...posting('payable', 'interest-expense', Math.max(-interestCents, 0)),
      ...posting('payable', 'forwarded-balance', forwardInCents),
      ...posting('payable', 'cash', paidCents),
      ...posting('forwarded-balance', 'payable', forwardOutCents),
    ],
  };
}
