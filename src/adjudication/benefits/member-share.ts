import { shareCents } from '../../money/rate.ts';
import type { CategoryBenefit, PlanBenefits } from '../../reference/plan.ts';
import type { PricedLine } from '../priced-claim.ts';
import type { Limits } from './limits.ts';

/** What the member owes of one line, by reason. */
export interface MemberShare {
  readonly copayCents: number;
  readonly deductibleCents: number;
  readonly coinsuranceCents: number;
}

/** The benefit of a category; one the plan does not name is `other`. */
export function benefitOf(plan: PlanBenefits, category: string): CategoryBenefit | undefined {
  return (
    plan.categories.find((benefit) => benefit.category === category) ??
    plan.categories.find((benefit) => benefit.category === 'other')
  );
}

/**
 * KP-60 on one line: copay, then deductible, then coinsurance on the rest, each within what is allowed and within what
 * is left of the out-of-pocket maximum. Uses the limits.
 *
 * @param copayLeft what is left of the visit's copay: the lines of one visit share one copay
 */
export function memberShare(
  line: Pick<PricedLine, 'allowedCents' | 'serviceDate'>,
  benefit: CategoryBenefit,
  copayLeft: number,
  limits: Limits,
): MemberShare {
  const year = line.serviceDate.from.slice(0, 4);
  let restCents = line.allowedCents;
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
  limits.use(year, deductibleCents, copayCents + deductibleCents + coinsuranceCents);
  return { copayCents, deductibleCents, coinsuranceCents };
}
