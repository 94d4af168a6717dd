import type { Claim } from '../claim/claim.ts';
import type { Finding } from '../x12/finding.ts';
import { placeOfClaim } from './claim-place.ts';
import type { ClaimPlaces } from './claim-places.ts';
import { validationFinding } from './finding-table.ts';

/** SBR01 U stands for an order that is not known, and may stand twice. */
const UNKNOWN_ORDER = 'U';
const PRIMARY = 'P';

/** What the destination payer and the other payers of a claim say of each other (2000B SBR, 2320, 2330B, 2430). */
export function coordinationFindings(claim: Claim, places: ClaimPlaces): Finding[] {
  const { otherPayers, subscriber } = claim;
  const order = subscriber.payerResponsibility;
  if (otherPayers.length === 0) {
    const isLater = order !== '' && order !== PRIMARY && order !== UNKNOWN_ORDER;
    return isLater
      ? [validationFinding('PAYER-PRIOR-MISSING', placeOfClaim(claim))]
      : hasUnknownPayer(claim)
        ? unknownPayers(claim, new Set(), places)
        : [];
  }
  const findings: Finding[] = [];
  const isUnknown = hasUnknownPayer(claim);
  const orders = new Set([order]);
  const ids = new Set<string>();
  otherPayers.forEach((payer, index) => {
    const own = payer.payerResponsibility;
    if (own !== UNKNOWN_ORDER && orders.has(own)) {
      findings.push(
        validationFinding('PAYER-ORDER-TWICE', places.placeOf(claim, 'SBR', index, { elementOrdinal: 1 })),
      );
    }
    orders.add(own);
    const id = payer.payer?.id.trim() ?? '';
    if (id !== '' && ids.has(id))
      findings.push(validationFinding('PAYER-ID-TWICE', places.placeOf(claim, 'SBR', index)));
    ids.add(id);
    const isDated =
      payer.adjudicationDate !== '' ||
      claim.lines.some((line) => line.adjudications.some(({ payerId }) => payerId.trim() === id));
    if (payer.paidCents !== undefined && !isDated && !isUnknown) {
      findings.push(validationFinding('PAYER-DECISION-DATE', places.placeOf(claim, 'SBR', index)));
    }
  });
  findings.push(...unknownPayers(claim, ids, places));
  return findings;
}

/** A line was decided by a payer that the claim does not name: nothing can be summed up for any payer then. */
export function hasUnknownPayer({ lines, otherPayers }: Claim): boolean {
  if (lines.every(isUndecided)) return false;
  return lines.some(({ adjudications }) =>
    adjudications.some(
      ({ payerId }) => !otherPayers.some(({ payer }) => payer?.id.trim() === payerId.trim()),
    ),
  );
}

function isUndecided({ adjudications }: Claim['lines'][number]): boolean {
  return adjudications.length === 0;
}

/** SVD01 names a 2330B of the same claim; each id that does not is told once. */
function unknownPayers(claim: Claim, ids: ReadonlySet<string>, places: ClaimPlaces): Finding[] {
  const findings: Finding[] = [];
  const told = new Set(ids);
  let ordinal = 0;
  for (const { adjudications } of claim.lines) {
    for (const { payerId } of adjudications) {
      if (!told.has(payerId.trim())) {
        told.add(payerId.trim());
        findings.push(
          validationFinding(
            'PAYER-OF-LINE-UNKNOWN',
            places.placeOf(claim, 'SVD', ordinal, { elementOrdinal: 1 }),
          ),
        );
      }
      ordinal += 1;
    }
  }
  return findings;
}
