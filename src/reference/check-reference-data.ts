import type { Specs } from './read-specs.ts';
import type { ReferenceData } from './snapshot.ts';

/**
 * What imported rows name that nothing knows: plans, lines of business at odds with their plan, remittance partners.
 * Counted by what is missing, so a problem never shows whose row it is.
 */
export function checkReferenceData(specs: Specs, data: ReferenceData): string[] {
  const plans = new Map(
    specs.profiles.flatMap(({ plans: all }) => all.map((plan) => [plan.id, plan] as const)),
  );
  const partners = new Set(specs.partners.map(({ id }) => id));
  const counts = new Map<string, number>();
  const count = (problem: string): void => {
    counts.set(problem, (counts.get(problem) ?? 0) + 1);
  };
  for (const { coverages } of data.members) {
    for (const { planId, lineOfBusiness } of coverages) {
      const plan = plans.get(planId);
      if (plan === undefined) count(`members: no profile has the plan "${planId}"`);
      else if (plan.lineOfBusiness !== lineOfBusiness) {
        count(`members: plan "${planId}" is not of the line of business "${lineOfBusiness}"`);
      }
    }
  }
  for (const { remittancePartner } of data.contracts) {
    if (!partners.has(remittancePartner)) count(`contracts: no partner "${remittancePartner}"`);
  }
  return [...counts].map(([problem, rows]) => `${problem} (${rows} rows)`);
}
