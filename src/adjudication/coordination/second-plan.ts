import { Limits } from '../benefits/limits.ts';
import {
  benefitOf,
  type MemberShare,
  memberShare,
  shareWithin,
  totalShare,
} from '../benefits/member-share.ts';
import type { AccumulatorChange, Adjustment, LineDecision } from '../decision.ts';
import { actingRuleOfKind } from '../disposition.ts';
import type { PricedLine } from '../priced-claim.ts';
import type { SettlementRequest } from '../settlement-request.ts';

export interface SecondPlanPayment {
  readonly lines: readonly LineDecision[];
  /** What the second plan's limits bear. */
  readonly accumulators: readonly AccumulatorChange[];
}

/**
 * KP-69: what the first of a member's two plans leaves to the member, the second pays within its own benefit. Both are
 * of one fund, so it is one payment; plans of different funds wait for a person.
 */
export function paySecondPlan(request: SettlementRequest, lines: readonly LineDecision[]): SecondPlanPayment {
  const { priced, history, snapshot, profile, original, previous } = request;
  const rule = actingRuleOfKind(profile, 'dual-plans', priced.serviceFrom);
  const plan = snapshot.plan(priced.secondPlanId ?? '');
  if (!rule || !plan) return { lines, accumulators: [] };
  const { memberId, subscriberId } = priced;
  const undone = [...(original?.decision?.accumulators ?? []), ...(previous?.accumulators ?? [])];
  const limits = new Limits({ memberId, subscriberId, plan, history, undone });
  const copaysLeft = new Map<string, number>();
  const told = lines.map((line, index): LineDecision => {
    const pricedLine = priced.lines[index]!;
    const leftCents = shareOf(line);
    if (leftCents === 0) return line;
    const normal = normalShare(pricedLine, limits, copaysLeft);
    const own = shareWithin(normal, leftCents);
    const year = line.serviceDate.from.slice(0, 4);
    limits.use(year, own.deductibleCents, totalShare(own));
    const paysCents = leftCents - totalShare(own);
    if (paysCents === 0) return line;
    request.trace.push({
      rule: rule.id,
      section: rule.section,
      line: line.ordinal,
      outcome: 'shared',
      text: `the member's second plan pays what its own benefit leaves`,
      reducesCents: -paysCents,
    });
    return {
      ...line,
      paidCents: line.paidCents + paysCents,
      adjustments: lowered(line.adjustments, paysCents),
    };
  });
  return { lines: told, accumulators: limits.changes() };

  function normalShare(line: PricedLine, of: Limits, copays: Map<string, number>): MemberShare {
    const benefit = benefitOf(plan!, line.benefitCategory);
    const year = line.serviceDate.from.slice(0, 4);
    if (!benefit) return { copayCents: 0, deductibleCents: 0, coinsuranceCents: 0 };
    const visit = `${benefit.category} ${priced.kind === 'institutional' ? '' : line.serviceDate.from}`;
    const copayLeft = line.isCopayFree ? 0 : (copays.get(visit) ?? benefit.copayCents);
    const share = memberShare(line.allowedCents, year, benefit, copayLeft, of);
    if (!line.isCopayFree) copays.set(visit, copayLeft - share.copayCents);
    return share;
  }
}

function shareOf({ adjustments }: LineDecision): number {
  return adjustments
    .filter(({ group, carc }) => group === 'PR' && ['1', '2', '3'].includes(carc))
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** The member's shares, last to first, less what the second plan pays. */
function lowered(adjustments: readonly Adjustment[], byCents: number): Adjustment[] {
  let leftCents = byCents;
  return [...adjustments]
    .reverse()
    .map((each): Adjustment => {
      if (each.group !== 'PR' || !['1', '2', '3'].includes(each.carc)) return each;
      const takenCents = Math.min(each.amountCents, leftCents);
      leftCents -= takenCents;
      return { ...each, amountCents: each.amountCents - takenCents };
    })
    .filter(({ amountCents }) => amountCents !== 0)
    .reverse();
}
