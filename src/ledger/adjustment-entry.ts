import { ok } from 'node:assert/strict';
import { accountOf } from './account.ts';
import { inputHash } from './input-hash.ts';
import type { AccountKind, LedgerEntry } from './posting.ts';

/** Whose other side is not an expense of the fund's programs. */
const AGAINST: ReadonlyMap<string, AccountKind> = new Map([
  ['WO', 'recovery-receivable'],
  ['72', 'refund-clearing'],
  ['B2', 'refund-clearing'],
  ['B3', 'refund-clearing'],
  ['L6', 'interest-expense'],
  ['IR', 'withheld'],
  ['LE', 'withheld'],
  ['AM', 'withheld'],
  ['SL', 'withheld'],
  ['E3', 'withheld'],
]);

export interface AdjustmentEntryInput {
  /** Of the adjustment: `recovery-3/taken`, `program-7`. */
  readonly key: string;
  readonly payeeId: string;
  readonly fund: string;
  /** DE 426. Never FB: that one is made by the remittance itself. */
  readonly code: string;
  readonly reference: string;
  /** As in PLB: positive is taken from the payment, negative is added to it. */
  readonly amountCents: number;
  /** Where the money comes from or goes to, when the code alone does not tell: a payment issued again (CS). */
  readonly against?: AccountKind;
  readonly asOf: string;
}

/** A provider-level adjustment is owed from the day it is entered; the next remittance carries it (835.md 8, 11). */
export function adjustmentEntry(input: AdjustmentEntryInput): LedgerEntry {
  const { key, payeeId, fund, code, reference, amountCents, asOf } = input;
  ok(Number.isSafeInteger(amountCents) && amountCents !== 0, 'an adjustment is whole cents, and some');
  ok(code !== 'FB', 'a balance is forwarded by the remittance it stands on');
  const payable = accountOf('payable', payeeId, fund);
  const other = accountOf(input.against ?? AGAINST.get(code) ?? 'program-expense', payeeId, fund);
  return {
    key: `adjustment/${key}`,
    inputHash: inputHash({ payeeId, fund, code, reference, amountCents, other: other.kind }),
    asOf,
    text: `PLB ${code} ${reference}`.trimEnd(),
    postings: [
      amountCents > 0
        ? { debit: payable, credit: other, amountCents }
        : { debit: other, credit: payable, amountCents: -amountCents },
    ],
  };
}
