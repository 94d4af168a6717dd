import { ok } from 'node:assert/strict';
import type { Decision } from '../adjudication/decision.ts';
import { accountOf } from './account.ts';
import { inputHash } from './input-hash.ts';
import type { LedgerEntry } from './posting.ts';

export interface DecisionEntryInput {
  readonly claimNumber: string;
  /** Version of the claim, from 1. */
  readonly version: number;
  readonly decision: Decision;
  readonly asOf: string;
}

/**
 * What a decision costs the fund becomes owed to the payee. A decision that pays nothing gives an entry without
 * postings: its key still stands, so the same claim cannot be decided twice with different money.
 */
export function decisionEntry(input: DecisionEntryInput): LedgerEntry {
  const { claimNumber, version, decision, asOf } = input;
  const { payeeId, fund, paidCents } = decision;
  ok(
    Number.isSafeInteger(paidCents) && paidCents >= 0,
    'a decision pays a whole number of cents, or nothing',
  );
  ok(decision.status !== 'pended', 'a pended claim costs nothing yet');
  const { trace: _wording, ...money } = decision;
  return {
    key: `${claimNumber}/${version}/decide`,
    // The trace is wording for people: a better sentence is not other money.
    inputHash: inputHash({ claimNumber, version, decision: money }),
    asOf,
    text: `claim ${claimNumber} decided`,
    postings:
      paidCents === 0
        ? []
        : [
            {
              debit: accountOf('claims-expense', payeeId, fund),
              credit: accountOf('payable', payeeId, fund),
              amountCents: paidCents,
            },
          ],
  };
}
