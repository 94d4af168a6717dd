import { strict as assert } from 'node:assert';
import { hash } from 'node:crypto';
import { formatClaimNumber } from '../adjudication/claim-number.ts';
import { sameServiceKey } from '../adjudication/same-service-key.ts';
import { frequencyRank } from '../adjudication/settlement-order.ts';
import { type Claim, servicePeriod } from '../claim/claim.ts';
import type { Parcel } from '../claim/parcel.ts';
import type { StagedClaim } from '../store/store.ts';
import { type CheckedClaim, checkParcel } from '../validation/check-parcel.ts';
import type { ClaimFaults } from '../validation/fates.ts';
import type { Finding } from '../x12/finding.ts';
import { packPlaces } from './claim-reader.ts';
import { answerOf, type NumberedAnswer, packAnswers } from './staged-answer.ts';
import type { Workplace } from './workplace.ts';

/** What a parcel of claims is checked under. */
export interface ClaimCheck {
  readonly partnerId: string;
  /** CCYYMMDD. */
  readonly receivedDate: string;
  /** Sequence of the parcel's first claim (DESIGN decision 8). */
  readonly firstSequence: number;
  readonly isTest: boolean;
  readonly isWrapped: boolean;
}

/** A parcel's claims as rows to stage, and what was found: plain data for the main thread. */
export interface CheckedParcel {
  readonly claims: readonly StagedClaim[];
  /** What the 277CA will say of them, packed. */
  readonly answers: Uint8Array<ArrayBuffer>;
  readonly claimFindings: readonly {
    readonly finding: Finding;
    /** undefined: of a level above the claims, and no claim of this parcel is below it. */
    readonly claimNumber: string | undefined;
    readonly patientControlNumber: string;
  }[];
  /** Of level set. */
  readonly setFindings: readonly Finding[];
  readonly claimFaults: ClaimFaults;
}

/** Checks a parcel and makes the rows of its claims, on any thread. */
export function checkClaims(workplace: Workplace, parcel: Parcel, check: ClaimCheck): CheckedParcel {
  const { snapshot, guides } = workplace;
  const partner = snapshot.partner(check.partnerId);
  if (!partner) throw new Error('a parcel names a partner that is not in the snapshot');
  const profiles = partner.payers.flatMap((id) => snapshot.profile(id) ?? []);
  const claims: StagedClaim[] = [];
  const answers: NumberedAnswer[] = [];
  const claimFindings: CheckedParcel['claimFindings'][number][] = [];
  const context = { guides, policy: partner, receivedDate: check.receivedDate, profiles, snapshot };
  const firstBelow = new Map<string, string>();
  const { findings, contextFindings, claimFaults } = checkParcel(parcel, context, (checked) => {
    const claimNumber = formatClaimNumber(
      check.receivedDate,
      check.firstSequence + checked.index - parcel.firstClaimIndex,
    );
    const profileId = checked.ids.profileId || (profiles[0]?.id ?? '');
    claims.push(stagedClaim(checked, claimNumber, profileId, parcel, check, workplace));
    answers.push({ claimNumber, answer: answerOf(checked) });
    const { patientControlNumber } = checked.claim;
    for (const finding of checked.findings)
      claimFindings.push({ finding, claimNumber, patientControlNumber });
    for (const finding of checked.inherited) {
      if (!firstBelow.has(keyOf(finding))) firstBelow.set(keyOf(finding), claimNumber);
    }
  });
  // Listed once, under the first claim it refuses; no claim holds the segment, so the 999 names none.
  for (const finding of contextFindings) {
    claimFindings.push({ finding, claimNumber: firstBelow.get(keyOf(finding)), patientControlNumber: '' });
  }
  return { claims, answers: packAnswers(answers), claimFindings, setFindings: findings, claimFaults };
}

function keyOf({ code, place }: Finding): string {
  return `${code} ${place.offsetBytes} ${place.elementOrdinal ?? 0} ${place.componentOrdinal ?? 0}`;
}

function stagedClaim(
  checked: CheckedClaim,
  claimNumber: string,
  profileId: string,
  parcel: Parcel,
  check: ClaimCheck,
  { snapshot }: Workplace,
): StagedClaim {
  const { claim, fate, ids } = checked;
  const period = servicePeriod(claim);
  const { slice, context } = claim.source;
  return {
    claimNumber,
    source: packPlaces({ slice, context, wrapped: check.isWrapped }),
    offsetBytes: slice.offsetBytes,
    segmentOrdinal: slice.firstOrdinal,
    kind: claim.part.kind,
    frequency: claim.frequency,
    frequencyRank: frequencyRank(claim.frequency),
    isEncounter: claim.isEncounter,
    isTest: check.isTest,
    profileId,
    patientControlNumber: claim.patientControlNumber,
    memberId: ids.subscriberId,
    billingNpi: ids.npi,
    taxId: ids.taxId,
    payeeId: snapshot.contract(ids.taxId, ids.npi)?.payeeId ?? `${ids.taxId}-${ids.npi}`,
    chargeCents: claim.chargeCents ?? 0,
    lineCount: claim.lines.length,
    serviceFrom: period.from,
    serviceTo: period.to,
    receivedDate: check.receivedDate,
    sliceHash: sliceHash(parcel, claim),
    sameServiceKey: sameServiceKey(claim),
    state: fate === 'accepted' ? 'staged' : 'refused',
  };
}

/** SHA-256 of the claim's own bytes, padding between segments as spaces; sixteen hex digits settle any order. */
function sliceHash(parcel: Parcel, { source: { slice } }: Claim): string {
  const run = parcel.body.find(
    ({ offsetBytes, start, end }) =>
      slice.offsetBytes >= offsetBytes && slice.offsetBytes < offsetBytes + end - start,
  );
  assert(run, 'a claim stands outside of its parcel');
  const start = run.start + slice.offsetBytes - run.offsetBytes;
  return hash(
    'sha256',
    parcel.bytes.subarray(start, Math.min(start + slice.lengthBytes, run.end)),
    'hex',
  ).slice(0, 16);
}
