import { ok } from 'node:assert/strict';
import { hash } from 'node:crypto';
import type { Adjustment, Decision } from '../adjudication/decision.ts';
import { partsOf } from '../adjudication/decision-parts.ts';
import { accountOf } from './account.ts';
import type { LedgerEntry, Posting } from './posting.ts';

export interface DecisionEntryInput {
  readonly claimNumber: string;
  /** Version of the claim, from 1. */
  readonly version: number;
  readonly decision: Decision;
  readonly asOf: string;
}

/**
 * What a decision costs a fund becomes owed to its payee: the provider, the member (OW-01), either of them again from
 * the fund of a second plan (KP-69). A decision that pays nothing gives an entry without
 * postings: its key still stands, so the same claim cannot be decided twice with different money.
 */
export function decisionEntry(input: DecisionEntryInput): LedgerEntry {
  const { claimNumber, version, decision, asOf } = input;
  return {
    key: `${claimNumber}/${version}/decide`,
    inputHash: hash('sha256', moneyOf(decision), 'hex'),
    asOf,
    text: `claim ${claimNumber} decided`,
    postings: decisionPostings(decision),
  };
}

/** The postings of that entry, for where a decision's entry stands under the decision itself and needs no key. */
export function decisionPostings(decision: Decision): Posting[] {
  const parts = partsOf(decision);
  for (const { paidCents } of parts)
    ok(
      Number.isSafeInteger(paidCents) && paidCents >= 0,
      'a decision pays a whole number of cents, or nothing',
    );
  ok(decision.status !== 'pended', 'a pended claim costs nothing yet');
  return parts
    .filter(({ paidCents }) => paidCents !== 0)
    .map(({ payeeId, fund, paidCents }) => ({
      debit: accountOf('claims-expense', payeeId, fund),
      credit: accountOf('payable', payeeId, fund),
      amountCents: paidCents,
    }));
}

/**
 * Whose money, and every cent with its reason. Wording is left out: a better sentence in the trace is not other
 * money. One flat text: canonical JSON of a decision costs ten times as much, once for every claim.
 */
function moneyOf(decision: Decision): string {
  const { payeeId, fund, memberId, planId, status, chargeCents, allowedCents, paidCents } = decision;
  const reasons = (adjustments: readonly Adjustment[]): string =>
    adjustments.map(({ group, carc, amountCents }) => `${group}${carc}=${amountCents}`).join(',');
  const lines = decision.lines.map(
    (line) =>
      `${line.ordinal}:${line.chargeCents}:${line.allowedCents}:${line.paidCents}:${reasons(line.adjustments)}`,
  );
  const head = [payeeId, fund, memberId, planId, status, chargeCents, allowedCents, paidCents];
  const { memberPayment, secondPlan } = decision;
  const others = [
    ...(memberPayment ? [memberPayment.payeeId, memberPayment.amountCents] : []),
    ...(secondPlan ? ['second plan', moneyOf(secondPlan)] : []),
  ];
  return [...head, reasons(decision.adjustments), ...lines, ...others].join('\n');
}
