import { ok } from 'node:assert/strict';
import { accountOf } from './account.ts';
import { inputHash } from './input-hash.ts';
import type { AccountKind, LedgerEntry } from './posting.ts';

export interface CashEntryInput {
  /** `refund/5` or `payment/TRACE/stopped`. */
  readonly key: string;
  readonly payeeId: string;
  readonly fund: string;
  readonly amountCents: number;
  /** What the money that came in waits for: a remittance that acknowledges it, or a payment issued again. */
  readonly waitsAs: Extract<AccountKind, 'refund-clearing' | 'returned-payments'>;
  readonly text: string;
  readonly asOf: string;
}

/** Money that came (back) to us: a provider's check, a stopped check, a transfer that was returned. */
export function cashEntry({
  key,
  payeeId,
  fund,
  amountCents,
  waitsAs,
  text,
  asOf,
}: CashEntryInput): LedgerEntry {
  ok(Number.isSafeInteger(amountCents) && amountCents > 0, 'money that came in is whole cents, and some');
  return {
    key,
    inputHash: inputHash({ payeeId, fund, amountCents, waitsAs }),
    asOf,
    text,
    postings: [
      {
        debit: accountOf('cash', payeeId, fund),
        credit: accountOf(waitsAs, payeeId, fund),
        amountCents,
      },
    ],
  };
}
