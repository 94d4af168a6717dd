import type { Adjustment, RemittanceFacts, RemittanceName } from '../adjudication/decision.ts';
import type { PricedClaim, PricedLine } from '../adjudication/priced-claim.ts';
import { digestStep, lineCentsOf } from '../adjudication/trace-digest.ts';

// Priced claims on their way to the thread that settles: rows of values without their names, a third of the bytes of
// an object's JSON and less than half of its time both ways. Both ways stand here, property by property.

type Row = readonly unknown[];

/** What few claims have goes by name. The compiler asks for every property that no row holds. */
type RareOfClaim = Required<
  Pick<
    PricedClaim,
    | 'linksStays'
    | 'isTransferIn'
    | 'isTransferOut'
    | 'globalServices'
    | 'reviewedRules'
    | 'secondPlanId'
    | 'secondPlan'
    | 'limitedCategories'
    | 'coordination'
    | 'relief'
  >
>;
const RARE_OF_CLAIM = Object.keys({
  linksStays: true,
  isTransferIn: true,
  isTransferOut: true,
  globalServices: true,
  reviewedRules: true,
  secondPlanId: true,
  secondPlan: true,
  limitedCategories: true,
  coordination: true,
  relief: true,
} satisfies Record<keyof RareOfClaim, true>) as (keyof RareOfClaim)[];

/** JSON of a claim, with what its trace takes from each line instead of the trace. */
export function packPriced(claim: PricedClaim): string {
  return JSON.stringify([
    claim.claimNumber,
    claim.profileId,
    claim.kind,
    claim.frequency,
    claim.isEncounter,
    claim.sameServiceKey,
    claim.contentKey,
    claim.originalNumbers,
    claim.benefitsAssigned,
    claim.billingNpi,
    claim.billingTaxId,
    claim.payeeId,
    claim.canBeAnswered,
    claim.memberId,
    claim.subscriberId,
    claim.serviceFrom,
    claim.serviceTo,
    claim.receivedDate,
    claim.lineOfBusiness,
    claim.planId,
    claim.fund,
    claim.claimStatus,
    claim.chargeCents,
    claim.lines.map(packLine),
    lineCentsOf(claim.trace),
    claim.pends,
    packFacts(claim.facts),
    rareOf(claim),
  ]);
}

/** @param packed claims packed one by one, between brackets and commas, in UTF-8 */
export function unpackPriced(packed: Uint8Array): PricedClaim[] {
  const text = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength).toString('utf8');
  return (JSON.parse(text) as Row[]).map(unpackClaim);
}

function unpackClaim(row: Row): PricedClaim {
  const claim: Omit<PricedClaim, keyof RareOfClaim> = {
    claimNumber: row[0] as string,
    profileId: row[1] as string,
    kind: row[2] as PricedClaim['kind'],
    frequency: row[3] as string,
    isEncounter: row[4] as boolean,
    sameServiceKey: row[5] as string,
    contentKey: row[6] as string,
    originalNumbers: row[7] as string[],
    benefitsAssigned: row[8] as string,
    billingNpi: row[9] as string,
    billingTaxId: row[10] as string,
    payeeId: row[11] as string,
    canBeAnswered: row[12] as boolean,
    memberId: row[13] as string,
    subscriberId: row[14] as string,
    serviceFrom: row[15] as string,
    serviceTo: row[16] as string,
    receivedDate: row[17] as string,
    lineOfBusiness: row[18] as PricedClaim['lineOfBusiness'],
    planId: row[19] as string,
    fund: row[20] as string,
    claimStatus: row[21] as string,
    chargeCents: row[22] as number,
    lines: (row[23] as Row[]).map(unpackLine),
    trace: unpackDigest(row[24] as number[]),
    pends: row[25] as PricedClaim['pends'],
    facts: unpackFacts(row[26] as Row),
  };
  const rare = row[27] as Partial<RareOfClaim> | null;
  return rare === null ? claim : { ...claim, ...rare };
}

function rareOf(claim: PricedClaim): Partial<RareOfClaim> | null {
  let rare: Record<string, unknown> | null = null;
  for (const name of RARE_OF_CLAIM) {
    const value = claim[name];
    if (value !== undefined) (rare ??= {})[name] = value;
  }
  return rare;
}

function packLine(line: PricedLine): Row {
  const values: unknown[] = [
    line.ordinal,
    line.controlNumber,
    line.procedureQualifier,
    line.procedure,
    line.modifiers,
    line.revenueCode,
    line.unitsMilli,
    line.serviceDate.from,
    line.serviceDate.to,
    line.chargeCents,
    line.allowedCents,
    line.adjustments.map(packAdjustment),
    line.remarks,
    line.benefitCategory,
    line.isDenied,
  ];
  const { isCopayFree, prior } = line;
  if (isCopayFree !== undefined || prior !== undefined) values.push({ isCopayFree, prior });
  return values;
}

function unpackLine(row: Row): PricedLine {
  const line: Required<Omit<PricedLine, 'isCopayFree' | 'prior'>> = {
    ordinal: row[0] as number,
    controlNumber: row[1] as string,
    procedureQualifier: row[2] as string,
    procedure: row[3] as string,
    modifiers: row[4] as string[],
    revenueCode: row[5] as string,
    unitsMilli: row[6] as number,
    serviceDate: { from: row[7] as string, to: row[8] as string },
    chargeCents: row[9] as number,
    allowedCents: row[10] as number,
    adjustments: (row[11] as Row[]).map(unpackAdjustment),
    remarks: row[12] as string[],
    benefitCategory: row[13] as string,
    isDenied: row[14] as boolean,
  };
  return row.length === 15 ? line : { ...line, ...(row[15] as Pick<PricedLine, 'isCopayFree' | 'prior'>) };
}

function packAdjustment({ group, carc, amountCents, rule }: Adjustment): Row {
  return [group, carc, amountCents, rule];
}

function unpackAdjustment(row: Row): Adjustment {
  return {
    group: row[0] as Adjustment['group'],
    carc: row[1] as string,
    amountCents: row[2] as number,
    rule: row[3] as string,
  } satisfies Required<Adjustment>;
}

function unpackDigest(lineCents: readonly number[]): PricedClaim['trace'] {
  const steps = [];
  for (let at = 0; at < lineCents.length; at += 2) steps.push(digestStep(lineCents[at]!, lineCents[at + 1]!));
  return steps;
}

function packFacts(facts: RemittanceFacts): Row {
  return [
    facts.patientControlNumber,
    facts.claimNumber,
    facts.originalClaimNumber,
    facts.claimFilingIndicator,
    facts.facilityCode,
    facts.frequency,
    facts.isInstitutional,
    facts.drg,
    packName(facts.patient),
    facts.insured === undefined ? null : packName(facts.insured),
    facts.rendering === undefined ? null : packName(facts.rendering),
    facts.period.from,
    facts.period.to,
    facts.receivedDate,
  ];
}

function unpackFacts(row: Row): RemittanceFacts {
  const insured = row[9] as Row | null;
  const rendering = row[10] as Row | null;
  const facts: Required<Omit<RemittanceFacts, 'insured' | 'rendering'>> = {
    patientControlNumber: row[0] as string,
    claimNumber: row[1] as string,
    originalClaimNumber: row[2] as string,
    claimFilingIndicator: row[3] as string,
    facilityCode: row[4] as string,
    frequency: row[5] as string,
    isInstitutional: row[6] as boolean,
    drg: row[7] as string,
    patient: unpackName(row[8] as Row),
    period: { from: row[11] as string, to: row[12] as string },
    receivedDate: row[13] as string,
  };
  if (!insured && !rendering) return facts;
  return {
    ...facts,
    ...(insured && { insured: unpackName(insured) }),
    ...(rendering && { rendering: unpackName(rendering) }),
  };
}

function packName({
  entityType,
  lastName,
  firstName,
  middleName,
  suffix,
  idQualifier,
  id,
}: RemittanceName): Row {
  return [entityType, lastName, firstName, middleName, suffix, idQualifier, id];
}

function unpackName(row: Row): RemittanceName {
  const [entityType, lastName, firstName, middleName, suffix, idQualifier, id] = row as string[];
  return {
    entityType: entityType!,
    lastName: lastName!,
    firstName: firstName!,
    middleName: middleName!,
    suffix: suffix!,
    idQualifier: idQualifier!,
    id: id!,
  } satisfies Required<RemittanceName>;
}
