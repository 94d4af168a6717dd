import assert from 'node:assert/strict';
import { sumCents } from '../money/cents.ts';
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
  for (const line of decision.lines) {
    const reduction = line.chargeCents - line.paidCents;
    assert.equal(amountOf(line.adjustments), reduction, 'line: adjustments are charge less paid');
    assert.equal(traced.get(line.ordinal) ?? 0, reduction, 'line: the trace explains charge less paid');
    assert.ok(line.paidCents >= 0 && line.paidCents <= line.allowedCents, 'line: paid is within allowed');
    assert.ok(shareOf(line.adjustments, line.allowedCents), "line: the member's share is within allowed");
  }
  const { lines } = decision;
  assert.equal(
    sumCents(lines.map((line) => line.chargeCents)),
    decision.chargeCents,
    'claim: charges add up',
  );
  assert.equal(
    sumCents(lines.map((line) => line.allowedCents)),
    decision.allowedCents,
    'claim: allowed adds up',
  );
  const onLines = sumCents(lines.map((line) => line.paidCents));
  assert.equal(onLines - amountOf(decision.adjustments), decision.paidCents, 'claim: payments add up');
}

function amountOf(adjustments: readonly Adjustment[]): number {
  return sumCents(adjustments.map((adjustment) => adjustment.amountCents));
}

/** Denials to the member's account (PR-27 …) leave nothing allowed; they are no share. */
function shareOf(adjustments: readonly Adjustment[], allowedCents: number): boolean {
  const share = amountOf(adjustments.filter((adjustment) => adjustment.group === 'PR'));
  return allowedCents === 0 || share <= allowedCents;
}
