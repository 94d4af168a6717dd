import type { Delimiters } from '../x12/delimiters.ts';

/** Professional = 837P (005010X222A1), institutional = 837I (005010X223A2). */
export type ClaimKind = 'professional' | 'institutional';

/** A run of source bytes in one archived file. */
export interface Slice {
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  /** Ordinal in its set of the first segment (ST is 1). */
  readonly firstOrdinal: number;
  /** Physical line of the first segment. */
  readonly firstLine: number;
}

/**
 * Where a claim stands: its own bytes (CLM up to the next CLM, HL or SE) and the bytes it inherits from
 * (GS…BHT and 1000, 2000A, 2000B, 2000C), outermost first.
 */
export interface ClaimSource {
  readonly file: string;
  readonly interchangeControlNumber: string;
  readonly groupControlNumber: string;
  readonly setControlNumber: string;
  readonly guideId: string;
  readonly delimiters: Delimiters;
  readonly slice: Slice;
  readonly context: readonly Slice[];
}

export interface Address {
  readonly lines: readonly string[];
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
}

/** NM1 with what follows it. Names are as submitted, byte for byte (Latin-1). */
export interface Party {
  /** NM102: 1 person, 2 organization. */
  readonly entityType: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly suffix: string;
  /** NM108. */
  readonly idQualifier: string;
  /** NM109. */
  readonly id: string;
  readonly address?: Address | undefined;
  /** REF01 → REF02 in order of appearance. */
  readonly references: readonly Reference[];
}

export interface Reference {
  readonly qualifier: string;
  readonly value: string;
}

export interface Provider extends Party {
  /** NM109 when NM108 = XX, else ''. */
  readonly npi: string;
  /** PRV03, else ''. */
  readonly taxonomy: string;
}

export interface BillingProvider extends Provider {
  /** REF*EI or REF*SY of 2010AA. */
  readonly taxId: string;
  /** EI or SY, '' when absent. */
  readonly taxIdQualifier: string;
  readonly payToAddress?: Address | undefined;
}

/** One date or a period, CCYYMMDD as received; `to` equals `from` for a single day. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface QualifiedDate extends Period {
  /** DTP01. */
  readonly qualifier: string;
}

export interface Note {
  /** NTE01. */
  readonly qualifier: string;
  readonly text: string;
}

export interface Person extends Party {
  /** DMG02 CCYYMMDD, '' when absent. */
  readonly birthDate: string;
  /** DMG03. */
  readonly gender: string;
}

export interface Subscriber extends Person {
  /** SBR01: P, S, T, A–H, U. */
  readonly payerResponsibility: string;
  /** SBR02: 18 when the patient is the subscriber. */
  readonly relationship: string;
  readonly groupNumber: string;
  readonly groupName: string;
  /** SBR09. */
  readonly claimFilingIndicator: string;
}

export interface Patient extends Person {
  /** 18 (self) or PAT01. */
  readonly relationship: string;
}

/** One HI composite. */
export interface HealthCode {
  /** HIxx-1, e.g. ABK, ABF, BE, BH, BI, BG, DR, APR, BBR. */
  readonly qualifier: string;
  readonly code: string;
  /** Date or period of HIxx-4 when HIxx-3 is D8/RD8. */
  readonly period?: Period | undefined;
  /** HIxx-5, for value codes, in cents. */
  readonly amountCents?: number | undefined;
  /** Present-on-admission, HIxx-9. */
  readonly presentOnAdmission?: string | undefined;
}

/** One adjustment trio of a CAS. */
export interface ReportedAdjustment {
  readonly group: string;
  readonly reason: string;
  readonly amountCents: number;
  readonly quantity: string;
}

/** 2320 with 2330A/2330B: another payer of this claim. */
export interface OtherPayer {
  readonly payerResponsibility: string;
  readonly relationship: string;
  readonly groupNumber: string;
  readonly claimFilingIndicator: string;
  readonly adjustments: readonly ReportedAdjustment[];
  /** AMT*D; undefined when absent, which is not zero (KP-67). */
  readonly paidCents?: number | undefined;
  /** AMT*A8. */
  readonly nonCoveredCents?: number | undefined;
  /** AMT*EAF. */
  readonly remainingLiabilityCents?: number | undefined;
  /** OI03. */
  readonly benefitsAssigned: string;
  /** Remark codes of MIA/MOA. */
  readonly remarks: readonly string[];
  readonly subscriber?: Party | undefined;
  readonly payer?: Party | undefined;
  /** DTP*573 of 2330B, CCYYMMDD. */
  readonly adjudicationDate: string;
}

/** 2430: what another payer decided on this line. */
export interface LineAdjudication {
  /** SVD01, equals NM109 of that payer's 2330B. */
  readonly payerId: string;
  readonly paidCents: number;
  readonly procedure: string;
  readonly units: string;
  readonly adjustments: readonly ReportedAdjustment[];
  readonly adjudicationDate: string;
  readonly remainingLiabilityCents?: number | undefined;
}

/** 2410. */
export interface Drug {
  /** LIN03 of LIN02 = N4. */
  readonly ndc: string;
  readonly quantity: string;
  /** CTP05-1. */
  readonly unit: string;
}

export interface ServiceLine {
  /** LX01 as received. */
  readonly lineNumber: string;
  /** Position among the claim's lines, from 1. */
  readonly ordinal: number;
  /** Ordinal of the LX segment in the set and its place in the file. */
  readonly segmentOrdinal: number;
  readonly offsetBytes: number;
  /** Ordinal of SV1/SV2 in the set, 0 when the line has none. */
  readonly serviceOrdinal: number;
  readonly lengthBytes: number;
  /** SV101-1 / SV202-1: HC, ER, IV, WK, HP; '' when there is none. */
  readonly procedureQualifier: string;
  readonly procedure: string;
  readonly modifiers: readonly string[];
  readonly description: string;
  /** SV201, '' on professional lines. */
  readonly revenueCode: string;
  /** undefined when the element is absent or not a number: counted, not summed (DESIGN decision 1). */
  readonly chargeCents?: number | undefined;
  /** SV103 / SV204: UN, MJ, DA. */
  readonly unit: string;
  /** Thousandths; undefined when absent or not a number. */
  readonly unitsMilli?: number | undefined;
  /** SV105, '' when the claim's holds. */
  readonly placeOfService: string;
  /** SV107: 1-based positions as received. */
  readonly pointers: readonly string[];
  readonly emergency: boolean;
  /** SV207. */
  readonly nonCoveredCents?: number | undefined;
  /** DTP*472; undefined when the line has none. */
  readonly serviceDate?: Period | undefined;
  readonly dates: readonly QualifiedDate[];
  /** REF*6R, '' when none: returned on the 835 exactly as it came. */
  readonly controlNumber: string;
  readonly references: readonly Reference[];
  readonly notes: readonly Note[];
  readonly drug?: Drug | undefined;
  readonly rendering?: Provider | undefined;
  readonly serviceFacility?: Provider | undefined;
  readonly adjudications: readonly LineAdjudication[];
}

/** What only the 837P carries. */
export interface ProfessionalPart {
  readonly kind: 'professional';
  /** CLM05-1. */
  readonly placeOfService: string;
  readonly supervising?: Provider | undefined;
}

/** What only the 837I carries. */
export interface InstitutionalPart {
  readonly kind: 'institutional';
  /** CLM05-1 and CLM05-3 together, three characters. */
  readonly typeOfBill: string;
  /** CL101, CL102, CL103. */
  readonly admissionType: string;
  readonly admissionSource: string;
  readonly dischargeStatus: string;
  /** DTP*434. */
  readonly statementPeriod?: Period | undefined;
  /** DTP*435, CCYYMMDD (time dropped). */
  readonly admissionDate: string;
  /** DTP*096, HHMM. */
  readonly dischargeHour: string;
  /** HI*DR. */
  readonly drg: string;
  readonly attending?: Provider | undefined;
  readonly operating?: Provider | undefined;
  readonly otherOperating?: Provider | undefined;
}

/** One 2300 loop with everything it inherits. Shared parents are the same object on every claim of their HL. */
export interface Claim {
  readonly source: ClaimSource;
  readonly part: ProfessionalPart | InstitutionalPart;
  /** BHT06 = RP: an encounter, recorded only. */
  readonly isEncounter: boolean;
  /** BHT03. */
  readonly batchReference: string;
  readonly submitter: Party;
  readonly billing: BillingProvider;
  readonly subscriber: Subscriber;
  readonly patient: Patient;
  /** 2010BB. */
  readonly payer: Party;
  /** CLM01, exactly as received. */
  readonly patientControlNumber: string;
  /** CLM02; undefined when absent or not a number. */
  readonly chargeCents?: number | undefined;
  /** CLM05-1. */
  readonly facilityCode: string;
  /** CLM05-3: 1 original, 7 replacement, 8 void … */
  readonly frequency: string;
  /** CLM07. */
  readonly acceptsAssignment: string;
  /** CLM08. */
  readonly benefitsAssigned: string;
  /** CLM11-1, -2. */
  readonly relatedCauses: readonly string[];
  /** CLM11-4. */
  readonly accidentState: string;
  /** CLM20. */
  readonly delayReason: string;
  readonly dates: readonly QualifiedDate[];
  /** Every HI composite of the claim in order. */
  readonly codes: readonly HealthCode[];
  readonly references: readonly Reference[];
  readonly notes: readonly Note[];
  /** PWK: report type, transmission, control number. */
  readonly attachments: readonly { type: string; transmission: string; controlNumber: string }[];
  /** AMT*F5. */
  readonly patientPaidCents?: number | undefined;
  readonly referring?: Provider | undefined;
  readonly rendering?: Provider | undefined;
  readonly serviceFacility?: Provider | undefined;
  readonly otherPayers: readonly OtherPayer[];
  readonly lines: readonly ServiceLine[];
}

/** REF*F8 of the claim, '' when absent. */
export function originalClaimNumber(claim: Claim): string {
  return claim.references.find((reference) => reference.qualifier === 'F8')?.value ?? '';
}

/** First and last day of service: the statement period of an 837I, else the span of the line dates; '' when unknown. */
export function servicePeriod(claim: Claim): Period {
  if (claim.part.kind === 'institutional' && claim.part.statementPeriod) return claim.part.statementPeriod;
  let from = '';
  let to = '';
  for (const line of claim.lines) {
    if (!line.serviceDate) continue;
    if (from === '' || line.serviceDate.from < from) from = line.serviceDate.from;
    if (line.serviceDate.to > to) to = line.serviceDate.to;
  }
  return { from, to };
}
