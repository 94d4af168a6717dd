import type { Claim } from '../claim/claim.ts';
import type { Finding } from '../x12/finding.ts';
import { placeOfClaim } from './claim-place.ts';
import { validationFinding } from './finding-table.ts';

/** CLM02 = Σ SV102 or SV203. Where an amount is no number there is nothing to add up: that fault has its own finding. */
export function balancingFindings(claim: Claim): Finding[] {
  if (claim.chargeCents === undefined || claim.lines.length === 0) return [];
  let sumCents = 0;
  for (const line of claim.lines) {
    if (line.chargeCents === undefined) return [];
    sumCents += line.chargeCents;
  }
  if (sumCents === claim.chargeCents) return [];
  return [validationFinding('CLAIM-CHARGE-BALANCE', { ...placeOfClaim(claim), elementOrdinal: 2 })];
}
