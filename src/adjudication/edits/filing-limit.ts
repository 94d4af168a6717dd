import type { PayerProfile, Rule } from '../../reference/payer-profile.ts';
import type { LineOfBusiness } from '../../reference/plan.ts';
import { isActing, listParameter } from '../disposition.ts';

/** The filing limit of a line of business (KP-30…KP-33), acting or only recorded; undefined when the payer has none. */
export function filingLimitOf(
  profile: PayerProfile,
  lineOfBusiness: LineOfBusiness,
  serviceDate: string,
): { readonly rule: Rule; readonly acts: boolean } | undefined {
  const stated = profile.rules.filter(
    (rule) =>
      rule.parameters.has('adjustmentMonths') &&
      listParameter(rule, 'linesOfBusiness').includes(lineOfBusiness),
  );
  const acting = stated.find((rule) => rule.kind === 'timely-filing' && isActing(rule, serviceDate));
  if (acting) return { rule: acting, acts: true };
  const recorded = stated[0];
  return recorded && { rule: recorded, acts: false };
}
