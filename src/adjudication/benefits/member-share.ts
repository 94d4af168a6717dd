import { shareCents } from '../../money/rate.ts';
import type { CategoryBenefit, PlanBenefits } from '../../reference/plan.ts';
import type { Limits } from './limits.ts';

/** What the member owes of one line, by reason. */
export interface MemberShare {
  readonly copayCents: number;
  readonly deductibleCents: number;
  readonly coinsuranceCents: number;
}

export const NO_SHARE: MemberShare = { copayCents: 0, deductibleCents: 0, coinsuranceCents: 0 };

/** The benefit of a category; one the plan does not name is `other`. */
export function benefitOf(plan: PlanBenefits, category: string): CategoryBenefit | undefined {
  return (
    plan.categories.find((benefit) => benefit.category === category) ??
    plan.categories.find((benefit) => benefit.category === 'other')
  );
}

/**
 * KP-60 on one line: copay, then deductible, then coinsurance on the rest, each within what is allowed and within what
 * is left of the out-of-pocket maximum. Uses nothing of the limits yet: another payer may leave less to the member.
 *
 * @param year benefit year of the service
 * @param copayLeft what is left of the visit's copay: the lines of one visit share one copay
 */
export function memberShare(
  allowedCents: number,
  year: string,
  benefit: CategoryBenefit,
  copayLeft: number,
  limits: Limits,
): MemberShare {
  let restCents = allowedCents;
  let ceilingCents = limits.outOfPocketLeft(year);
  const take = (wantedCents: number): number => {
    const takenCents = Math.min(wantedCents, restCents, ceilingCents);
    restCents -= takenCents;
    ceilingCents -= takenCents;
    return takenCents;
  };
  const copayCents = take(copayLeft);
  const deductibleCents = benefit.deductibleApplies ? take(limits.deductibleLeft(year)) : 0;
  const coinsuranceCents = take(shareCents(restCents, benefit.coinsuranceBasisPoints));
  return { copayCents, deductibleCents, coinsuranceCents };
}

export function totalShare({ copayCents, deductibleCents, coinsuranceCents }: MemberShare): number {
  return copayCents + deductibleCents + coinsuranceCents;
}

/** The share within a ceiling: the copay stands first, then the deductible, then the coinsurance. */
export function shareWithin(share: MemberShare, ceilingCents: number): MemberShare {
  const copayCents = Math.min(share.copayCents, ceilingCents);
  const deductibleCents = Math.min(share.deductibleCents, ceilingCents - copayCents);
  const coinsuranceCents = Math.min(share.coinsuranceCents, ceilingCents - copayCents - deductibleCents);
  return { copayCents, deductibleCents, coinsuranceCents };
}
