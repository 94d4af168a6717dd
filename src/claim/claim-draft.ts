import { parseAmountCents } from '../x12/amount.ts';
import type { Segment } from '../x12/segment.ts';
import type {
  BillingProvider,
  Claim,
  ClaimKind,
  ClaimSource,
  InstitutionalPart,
  Party,
  Patient,
  ProfessionalPart,
  Subscriber,
} from './claim.ts';
import { readDate } from './dates.ts';
import type { Draft } from './draft.ts';
import { readHealthCodes } from './health-codes.ts';
import { AMT, CL1, DTP, HI, NTE, PWK, REF } from './tags.ts';

export type InstitutionalDraft = Draft<InstitutionalPart>;
export type ProfessionalDraft = Draft<ProfessionalPart>;
export type ClaimDraft = Omit<Draft<Claim>, 'part'> & { part: ProfessionalDraft | InstitutionalDraft };

/** What a claim has from the loops above it. */
export interface Inheritance {
  readonly isEncounter: boolean;
  readonly batchReference: string;
  readonly submitter: Party;
  readonly billing: BillingProvider;
  readonly subscriber: Subscriber;
  readonly patient: Patient;
  readonly payer: Party;
}

/** CLM begins a claim. */
export function beginClaim(
  segment: Segment,
  kind: ClaimKind,
  source: ClaimSource,
  from: Inheritance,
): ClaimDraft {
  const facilityCode = segment.component(5, 1);
  const frequency = segment.component(5, 3);
  const claim: ClaimDraft = {
    source,
    part:
      kind === 'institutional' ? emptyInstitutional(facilityCode + frequency) : professional(facilityCode),
    isEncounter: from.isEncounter,
    batchReference: from.batchReference,
    submitter: from.submitter,
    billing: from.billing,
    subscriber: from.subscriber,
    patient: from.patient,
    payer: from.payer,
    patientControlNumber: segment.element(1),
    facilityCode,
    frequency,
    acceptsAssignment: segment.element(7),
    benefitsAssigned: segment.element(8),
    relatedCauses: [],
    accidentState: segment.component(11, 4),
    delayReason: segment.element(20),
    dates: [],
    codes: [],
    references: [],
    notes: [],
    attachments: [],
    otherPayers: [],
    lines: [],
  };
  const cents = parseAmountCents(segment.element(2));
  if (cents !== undefined) claim.chargeCents = cents;
  for (let c = 1; c <= 2; c += 1) {
    const cause = segment.component(11, c);
    if (cause !== '') claim.relatedCauses.push(cause);
  }
  return claim;
}

function professional(placeOfService: string): ProfessionalDraft {
  return { kind: 'professional', placeOfService };
}

function emptyInstitutional(typeOfBill: string): InstitutionalDraft {
  return {
    kind: 'institutional',
    typeOfBill,
    admissionType: '',
    admissionSource: '',
    dischargeStatus: '',
    admissionDate: '',
    dischargeHour: '',
    drg: '',
  };
}

/** A segment of 2300 after its CLM. */
export function readClaim(claim: ClaimDraft, segment: Segment): void {
  switch (segment.tag) {
    case DTP:
      readClaimDate(claim, segment);
      return;
    case HI:
      readClaimCodes(claim, segment);
      return;
    case REF:
      claim.references.push({ qualifier: segment.element(1), value: segment.element(2) });
      return;
    case NTE:
      claim.notes.push({ qualifier: segment.element(1), text: segment.element(2) });
      return;
    case CL1:
      if (claim.part.kind === 'institutional') readAdmission(claim.part, segment);
      return;
    case AMT: {
      const cents = segment.equals(1, 'F5') ? parseAmountCents(segment.element(2)) : undefined;
      if (cents !== undefined) claim.patientPaidCents = cents;
      return;
    }
    case PWK:
      claim.attachments.push({
        type: segment.element(1),
        transmission: segment.element(2),
        controlNumber: segment.element(6),
      });
      return;
  }
}

function readAdmission(part: InstitutionalDraft, segment: Segment): void {
  part.admissionType = segment.element(1);
  part.admissionSource = segment.element(2);
  part.dischargeStatus = segment.element(3);
}

function readClaimDate(claim: ClaimDraft, segment: Segment): void {
  const date = readDate(segment);
  claim.dates.push(date);
  const part = claim.part;
  if (part.kind !== 'institutional') return;
  if (date.qualifier === '434') part.statementPeriod ??= { from: date.from, to: date.to };
  else if (date.qualifier === '435') part.admissionDate = date.from;
  else if (date.qualifier === '096') part.dischargeHour = date.from;
}

function readClaimCodes(claim: ClaimDraft, segment: Segment): void {
  const before = claim.codes.length;
  readHealthCodes(segment, claim.codes);
  const first = claim.codes[before];
  if (first?.qualifier === 'DR' && claim.part.kind === 'institutional') claim.part.drg = first.code;
}
