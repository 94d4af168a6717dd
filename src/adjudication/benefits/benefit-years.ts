import type { PricedClaim } from '../priced-claim.ts';

/** The benefit years whose limits the claim may use: each line counts in the year of its service, e.g. `2025`. */
export function benefitYears(priced: PricedClaim): string[] {
  return [...new Set(priced.lines.map((line) => line.serviceDate.from.slice(0, 4)))];
}
