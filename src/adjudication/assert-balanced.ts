import assert from 'node:assert/strict';
import type { Adjustment, Decision } from './decision.ts';

/**
 * What every decision promises: adjustments explain charge − paid on each line and on the claim, the trace says the
 * same, and the member never owes more than is allowed. A pended claim has decided nothing yet.
 */
export function assertBalanced(decision: Decision): void {
  if (decision.secondPlan) assertBalanced(decision.secondPlan);
  if (decision.status === 'pended') {
    assert.equal(decision.paidCents, 0);
    assert.equal(decision.accumulators.length, 0);
    return;
  }
  const traced = new Map<number, number>();
  for (const { line, reducesCents } of decision.trace)
    traced.set(line, (traced.get(line) ?? 0) + reducesCents);
  let chargeCents = 0;
  let allowedCents = 0;
  let onLines = 0;
  for (const line of decision.lines) {
    chargeCents += line.chargeCents;
    allowedCents += line.allowedCents;
    onLines += line.paidCents;
    const reduction = line.chargeCents - line.paidCents;
    assert.equal(amountOf(line.adjustments), reduction, 'line: adjustments are charge less paid');
    assert.equal(traced.get(line.ordinal) ?? 0, reduction, 'line: the trace explains charge less paid');
    assert.ok(line.paidCents >= 0 && line.paidCents <= line.allowedCents, 'line: paid is within allowed');
    assert.ok(shareOf(line.adjustments, line.allowedCents), "line: the member's share is within allowed");
  }
  assert.equal(chargeCents, decision.chargeCents, 'claim: charges add up');
  assert.equal(allowedCents, decision.allowedCents, 'claim: allowed adds up');
  assert.equal(onLines - amountOf(decision.adjustments), decision.paidCents, 'claim: payments add up');
}

function amountOf(adjustments: readonly Adjustment[]): number {
  let cents = 0;
  for (const { amountCents } of adjustments) {
    assert.ok(Number.isSafeInteger(amountCents), 'an adjustment is whole cents');
    cents += amountCents;
  }
  return cents;
}

/** Denials to the member's account (PR-27 …) leave nothing allowed; they are no share. */
function shareOf(adjustments: readonly Adjustment[], allowedCents: number): boolean {
  let cents = 0;
  for (const { group, amountCents } of adjustments) if (group === 'PR') cents += amountCents;
  return allowedCents === 0 || cents <= allowedCents;
}
