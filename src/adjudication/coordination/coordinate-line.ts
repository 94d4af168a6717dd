import { sumCents } from '../../money/cents.ts';
import { type MemberShare, shareWithin, totalShare } from '../benefits/member-share.ts';
import type { Adjustment } from '../decision.ts';
import { actingRuleOfKind, codesOf } from '../disposition.ts';
import type { PricedLine } from '../priced-claim.ts';
import type { SettlementRequest } from '../settlement-request.ts';
import {
  type CoordinatedLine,
  coordinatedPayment,
  coordinationReport,
  memberLeftCents,
} from './coordinated-payment.ts';
import { impactOf } from './prior-payment.ts';

export interface SettledShare {
  readonly share: MemberShare;
  /** All but the member's share: charge − Σ − share = paid. */
  readonly adjustments: readonly Adjustment[];
}

/**
 * KP-68 on one line: what the payers before us did (OA-23) takes the place of our own write-off as far as it reaches;
 * of the member's share stays what is still owed. A line we are first for is left as it is.
 */
export function coordinateLine(
  request: SettlementRequest,
  line: PricedLine,
  share: MemberShare,
): SettledShare {
  const { coordination } = request.priced;
  const { prior } = line;
  const rule = actingRuleOfKind(request.profile, 'coordination', request.priced.serviceFrom);
  if (!coordination || !prior || !rule) return { share, adjustments: line.adjustments };
  const { method } = coordination;
  const allowedCents =
    method === 'maintenance-allowed' ? Math.max(0, line.allowedCents - prior.paidCents) : line.allowedCents;
  const facts: CoordinatedLine = {
    chargeCents: line.chargeCents,
    allowedCents: line.allowedCents,
    normalCents: allowedCents - totalShare(share),
    prior,
  };
  const paidCents = coordinatedPayment(method, facts);
  const ownShare = shareWithin(share, memberLeftCents(facts, paidCents));
  const shareCents = totalShare(ownShare);
  const report = coordinationReport(
    line.chargeCents,
    line.allowedCents,
    impactOf(prior),
    shareCents,
    paidCents,
  );
  const adjustments: Adjustment[] = [];
  const add = (clause: string, amountCents: number, text: string): void => {
    if (amountCents === 0) return;
    const { group, carc } = codesOf(rule, clause);
    adjustments.push({ group, carc, amountCents, rule: rule.id });
    tell(request, line, rule, `${text}: ${group}-${carc}`, amountCents);
  };
  add('impact', report.impactCents, 'paid and written off for the payers before us');
  const kept = within(line.adjustments, report.contractualCents);
  const givenBackCents = sumCents(line.adjustments.map((each) => each.amountCents)) - sum(kept);
  if (givenBackCents !== 0)
    tell(request, line, rule, 'our own write-off is within theirs: given back', -givenBackCents);
  adjustments.push(...kept);
  add('rest', report.contractualCents - sum(kept), 'not owed by the member');
  add('excess', report.excessCents, 'paid beyond the charge');
  return { share: ownShare, adjustments };
}

/** The adjustments, first to last, as far as a total reaches. */
function within(adjustments: readonly Adjustment[], totalCents: number): Adjustment[] {
  let leftCents = totalCents;
  const kept: Adjustment[] = [];
  for (const adjustment of adjustments) {
    const amountCents = Math.min(adjustment.amountCents, leftCents);
    leftCents -= amountCents;
    if (amountCents !== 0) kept.push({ ...adjustment, amountCents });
  }
  return kept;
}

function sum(adjustments: readonly Adjustment[]): number {
  return sumCents(adjustments.map((each) => each.amountCents));
}

function tell(
  request: SettlementRequest,
  line: PricedLine,
  { id, section }: { readonly id: string; readonly section: string },
  text: string,
  reducesCents: number,
): void {
  request.trace.push({ rule: id, section, line: line.ordinal, outcome: 'reduce', text, reducesCents });
}
