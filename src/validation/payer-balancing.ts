import type { Claim, LineAdjudication, OtherPayer, ReportedAdjustment } from '../claim/claim.ts';
import type { Finding } from '../x12/finding.ts';
import type { ClaimPlaces } from './claim-places.ts';
import { validationFinding } from './finding-table.ts';

/**
 * Coordination of benefits, for each other payer p that has adjudicated (AMT*D sent):
 *
 * 1. line: charge = Σ SVD02(p) + Σ CAS of its 2430(p), all 2430 of p on the line together
 * 2. claim paid: AMT*D(p) = Σ SVD02(p) − Σ CAS 2320(p), where p gave line data
 * 3. claim: CLM02 = AMT*D(p) + Σ CAS 2320(p) + Σ CAS 2430(p)
 * 4. AMT*A8(p) = CLM02
 *
 * One wrong amount breaks several of them: the most exact is told, the later ones are not looked at then.
 *
 * @param isChargeBalanced false: CLM02 is wrong in itself and cannot be compared
 */
export function payerBalancingFindings(
  claim: Claim,
  isChargeBalanced: boolean,
  places: ClaimPlaces,
): Finding[] {
  const { otherPayers } = claim;
  if (otherPayers.length === 0) return [];
  const findings: Finding[] = [];
  otherPayers.forEach((payer, index) => {
    const isNonCovered = payer.nonCoveredCents !== undefined;
    if (
      isNonCovered &&
      payer.paidCents === undefined &&
      isChargeBalanced &&
      payer.nonCoveredCents !== claim.chargeCents
    ) {
      findings.push(validationFinding('PAYER-NON-COVERED', places.placeOfAmount(claim, 'AMT*A8', index)));
    }
    // AMT*A8 excludes AMT*D: the guide's rule tells that.
    if (payer.paidCents === undefined || isNonCovered) return;
    const before = findings.length;
    const sums = lineFindings(claim, payer, places, findings);
    if (findings.length === before)
      claimFindings(claim, payer, index, sums, isChargeBalanced, places, findings);
  });
  return findings;
}

interface LineSums {
  readonly hasLines: boolean;
  readonly paidCents: number;
  readonly adjustedCents: number;
}

function lineFindings(claim: Claim, payer: OtherPayer, places: ClaimPlaces, findings: Finding[]): LineSums {
  const payerId = payer.payer?.id.trim() ?? '';
  let hasLines = false;
  let paidCents = 0;
  let adjustedCents = 0;
  let ordinal = 0;
  for (const line of claim.lines) {
    const first = ordinal;
    ordinal += line.adjudications.length;
    let linePaidCents = 0;
    let lineAdjustedCents = 0;
    let at = -1;
    line.adjudications.forEach((adjudication, index) => {
      if (!isOf(adjudication, payerId)) return;
      if (at === -1) at = first + index;
      linePaidCents += adjudication.paidCents;
      lineAdjustedCents += sumOf(adjudication.adjustments);
    });
    if (at === -1) continue;
    hasLines = true;
    paidCents += linePaidCents;
    adjustedCents += lineAdjustedCents;
    if (line.chargeCents === undefined || line.chargeCents === linePaidCents + lineAdjustedCents) continue;
    findings.push(
      validationFinding('PAYER-LINE-BALANCE', places.placeOf(claim, 'SVD', at, { elementOrdinal: 2 })),
    );
  }
  return { hasLines, paidCents, adjustedCents };
}

function claimFindings(
  claim: Claim,
  payer: OtherPayer,
  index: number,
  lines: LineSums,
  isChargeBalanced: boolean,
  places: ClaimPlaces,
  findings: Finding[],
): void {
  const paidCents = payer.paidCents!;
  const adjustedCents = sumOf(payer.adjustments);
  if (lines.hasLines && paidCents !== lines.paidCents - adjustedCents) {
    findings.push(validationFinding('PAYER-PAID-BALANCE', places.placeOfAmount(claim, 'AMT*D', index)));
    return;
  }
  // A payer that paid nothing and explains nothing has not adjudicated, whatever its zero says.
  const explains = lines.hasLines || payer.adjustments.length > 0;
  if (!isChargeBalanced || !explains || claim.chargeCents === paidCents + adjustedCents + lines.adjustedCents)
    return;
  findings.push(validationFinding('PAYER-CLAIM-BALANCE', places.placeOfAmount(claim, 'AMT*D', index)));
}

function isOf({ payerId }: LineAdjudication, id: string): boolean {
  return payerId.trim() === id;
}

function sumOf(adjustments: readonly ReportedAdjustment[]): number {
  let cents = 0;
  for (const { amountCents } of adjustments) cents += amountCents;
  return cents;
}
