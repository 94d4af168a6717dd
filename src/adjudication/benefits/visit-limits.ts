import type { Rule } from '../../reference/payer-profile.ts';
import type { PlanBenefits } from '../../reference/plan.ts';
import type { AccumulatorChange } from '../decision.ts';
import { denyPricedLine } from '../make-decision.ts';
import type { PricedClaim, PricedLine } from '../priced-claim.ts';
import type { SettlementRequest } from '../settlement-request.ts';
import { benefitOf } from './member-share.ts';

export interface LimitedClaim {
  readonly priced: PricedClaim;
  /** Visits the claim uses of the plan's limits. */
  readonly used: readonly AccumulatorChange[];
}

/** Categories of the lines that the plan limits to so many visits a year: history is asked for what was used of them. */
export function limitedCategories(plan: PlanBenefits | undefined, lines: readonly PricedLine[]): string[] {
  const names = new Set<string>();
  for (const { benefitCategory } of lines) {
    const benefit = plan && benefitOf(plan, benefitCategory);
    if (benefit?.visits !== undefined) names.add(benefit.category);
  }
  return [...names];
}

/**
 * KP-60: a category may be covered for so many visits in a benefit year. A visit is a day with a line of the category;
 * the lines of further days are refused, in the order of the claim, and are the member's.
 */
export function limitVisits(request: SettlementRequest, plan: PlanBenefits, rule: Rule): LimitedClaim {
  const { priced } = request;
  if (!priced.limitedCategories) return { priced, used: [] };
  const days = new Map<string, Set<string>>();
  let limited = priced;
  for (const line of priced.lines) {
    const benefit = benefitOf(plan, line.benefitCategory);
    if (line.isDenied || benefit?.visits === undefined) continue;
    const day = line.serviceDate.from;
    const key = `${benefit.category}\n${day.slice(0, 4)}`;
    const seen = days.get(key) ?? new Set();
    days.set(key, seen);
    if (seen.has(day)) continue;
    const left = benefit.visits - visitsBefore(request, plan, benefit.category, day.slice(0, 4));
    const text = `the ${benefit.visits} visits of the year are used`;
    if (seen.size < left) seen.add(day);
    else limited = denyPricedLine({ ...request, priced: limited }, line, rule, 'limit', text);
  }
  const used = [...days].flatMap(([key, { size }]): AccumulatorChange[] => {
    const [category = '', year = ''] = key.split('\n');
    return size === 0 ? [] : [visitsOf(priced.memberId, plan.id, category, year, size)];
  });
  return { priced: limited, used };
}

function visitsOf(
  holder: string,
  planId: string,
  category: string,
  year: string,
  visits: number,
): AccumulatorChange {
  const scope = 'individual';
  return { holder, scope, planId, year, deductibleCents: 0, outOfPocketCents: 0, category, visits };
}

/** What other claims have used: an original that is replaced, or the decision that is made anew, gives its own back. */
function visitsBefore(
  { priced, history, original, previous }: SettlementRequest,
  plan: PlanBenefits,
  category: string,
  year: string,
): number {
  const { memberId } = priced;
  let visits = history.visits?.(memberId, plan.id, category, year) ?? 0;
  for (const change of [...(original?.decision?.accumulators ?? []), ...(previous?.accumulators ?? [])]) {
    const isSame =
      change.category === category &&
      change.holder === memberId &&
      change.planId === plan.id &&
      change.year === year;
    if (isSame) visits -= change.visits ?? 0;
  }
  return visits;
}
