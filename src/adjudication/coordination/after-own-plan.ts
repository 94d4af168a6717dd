import type { LineDecision } from '../decision.ts';
import { actingRuleOfKind } from '../disposition.ts';
import type { PricedClaim } from '../priced-claim.ts';
import type { SettlementRequest } from '../settlement-request.ts';
import type { PriorPayment } from './prior-payment.ts';
import { coordinationMethod } from './secondary-claim.ts';

/** CLP02 of the plan that comes next. */
const NEXT_STATUS: Readonly<Record<string, string>> = { 1: '2', 2: '3', 3: '3' };

/**
 * KP-69: the claim as the second plan sees it, after the first has decided. What the first paid, to whomever, wrote off
 * and left stands where another payer's would (KP-68). Undefined where there is no second plan with its own fund.
 */
export function afterOwnPlan(
  { priced, profile }: SettlementRequest,
  decided: readonly LineDecision[],
): PricedClaim | undefined {
  const { secondPlan } = priced;
  const rule = actingRuleOfKind(profile, 'coordination', priced.serviceFrom);
  if (!secondPlan || !rule) return undefined;
  return {
    ...secondPlan,
    claimStatus: NEXT_STATUS[priced.claimStatus] ?? priced.claimStatus,
    coordination: {
      rule: rule.id,
      section: rule.section,
      method: coordinationMethod(secondPlan, rule),
      isAfterMedicare: secondPlan.coordination?.isAfterMedicare ?? false,
      isShareFree: secondPlan.coordination?.isShareFree ?? false,
    },
    lines: secondPlan.lines.map((line, index) => ({ ...line, prior: priorOf(decided[index]!, line.prior) })),
  };
}

/** @param before what payers before both of our plans did */
function priorOf({ paidCents, adjustments }: LineDecision, before: PriorPayment | undefined): PriorPayment {
  const sum = (isWanted: (each: LineDecision['adjustments'][number]) => boolean): number =>
    adjustments.filter(isWanted).reduce((cents, { amountCents }) => cents + amountCents, 0);
  return {
    paidCents: paidCents + (before?.paidCents ?? 0),
    // OA-23 is the payment of those before, reported again.
    contractualCents:
      sum(({ group, carc }) => group !== 'PR' && !(group === 'OA' && carc === '23')) +
      (before?.contractualCents ?? 0),
    shareCents: sum(({ group }) => group === 'PR'),
  };
}
