import type { Segment } from '../x12/segment.ts';
import type {
  BillingProvider,
  Claim,
  ClaimKind,
  ClaimSource,
  InstitutionalPart,
  Note,
  Party,
  Patient,
  ProfessionalPart,
  Reference,
  Subscriber,
} from './claim.ts';
import { readDate } from './dates.ts';
import { append, NONE, type WholeDraft } from './draft.ts';
import { readHealthCodes } from './health-codes.ts';
import { AMT, CL1, DTP, HI, NTE, PWK, REF } from './tags.ts';

export type InstitutionalDraft = WholeDraft<InstitutionalPart>;
export type ProfessionalDraft = WholeDraft<ProfessionalPart>;
export type ClaimDraft = Omit<WholeDraft<Claim>, 'part'> & { part: ProfessionalDraft | InstitutionalDraft };

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
    chargeCents: segment.amountCents(2),
    facilityCode,
    frequency,
    acceptsAssignment: segment.element(7),
    benefitsAssigned: segment.element(8),
    relatedCauses: NONE,
    accidentState: segment.component(11, 4),
    delayReason: segment.element(20),
    dates: NONE,
    codes: NONE,
    references: NONE,
    notes: NONE,
    attachments: NONE,
    patientPaidCents: undefined,
    referring: undefined,
    rendering: undefined,
    serviceFacility: undefined,
    otherPayers: NONE,
    lines: NONE,
  };
  for (let c = 1; c <= 2; c += 1) {
    const cause = segment.component(11, c);
    if (cause !== '') claim.relatedCauses = append(claim.relatedCauses, cause);
  }
  return claim;
}

function professional(placeOfService: string): ProfessionalDraft {
  return { kind: 'professional', placeOfService, supervising: undefined };
}

function emptyInstitutional(typeOfBill: string): InstitutionalDraft {
  return {
    kind: 'institutional',
    typeOfBill,
    admissionType: '',
    admissionSource: '',
    dischargeStatus: '',
    statementPeriod: undefined,
    admissionDate: '',
    dischargeHour: '',
    drg: '',
    attending: undefined,
    operating: undefined,
    otherOperating: undefined,
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
      claim.references = append(claim.references, readReference(segment));
      return;
    case NTE:
      claim.notes = append(claim.notes, readNote(segment));
      return;
    case CL1:
      if (claim.part.kind === 'institutional') readAdmission(claim.part, segment);
      return;
    case AMT: {
      const cents = segment.equals(1, 'F5') ? segment.amountCents(2) : undefined;
      if (cents !== undefined) claim.patientPaidCents = cents;
      return;
    }
    case PWK:
      claim.attachments = append(claim.attachments, {
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
  claim.dates = append(claim.dates, date);
  const part = claim.part;
  if (part.kind !== 'institutional') return;
  if (date.qualifier === '434') part.statementPeriod ??= { from: date.from, to: date.to };
  else if (date.qualifier === '435') part.admissionDate = date.from;
  else if (date.qualifier === '096') part.dischargeHour = date.from;
}

function readClaimCodes(claim: ClaimDraft, segment: Segment): void {
  const before = claim.codes.length;
  claim.codes = readHealthCodes(segment, claim.codes);
  const first = claim.codes[before];
  if (first?.qualifier === 'DR' && claim.part.kind === 'institutional') claim.part.drg = first.code;
}

export function readReference(segment: Segment): Reference {
  return { qualifier: segment.element(1), value: segment.element(2) };
}

export function readNote(segment: Segment): Note {
  return { qualifier: segment.element(1), text: segment.element(2) };
}
