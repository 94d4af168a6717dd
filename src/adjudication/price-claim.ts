import { type Claim, originalClaimNumber, type Party, servicePeriod } from '../claim/claim.ts';
import { sumCents } from '../money/cents.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Coverage } from '../reference/records.ts';
import type { Snapshot } from '../reference/snapshot.ts';
import { limitedCategories } from './benefits/visit-limits.ts';
import { findClaimNumbers } from './claim-number.ts';
import { claimStatusOf } from './coordination/payers-before-us.ts';
import type { RemittanceFacts, RemittanceName } from './decision.ts';
import { actingRuleOfKind } from './disposition.ts';
import { reviewedRules } from './edits/apply-reviews.ts';
import { normalizeMemberId } from './edits/identify-member.ts';
import { fundKey } from './fund.ts';
import type { Pend, PricedClaim, PricedLine } from './priced-claim.ts';
import { transfersOf } from './pricing/transfer.ts';
import type { ReviewDecision } from './review-decision.ts';
import { pricingOrder } from './rules.ts';
import { contentKey, sameServiceKey } from './same-service-key.ts';
import type { Worksheet, WorksheetLine } from './worksheet.ts';

export interface PricingContext {
  readonly profile: PayerProfile;
  readonly snapshot: Snapshot;
  /** Business date, CCYYMMDD (DESIGN decision 7). */
  readonly receivedDate: string;
  readonly claimNumber: string;
  /** Business date of the run, CCYYMMDD. Default: the received date. */
  readonly today?: string;
  /** What persons have decided on the claim. Default: nothing. */
  readonly reviews?: readonly ReviewDecision[];
  /** Where it was made already; see `sameServiceKey`. */
  readonly sameServiceKey?: string;
}

/**
 * Judges a claim as far as the claim and the day's snapshot go: member, payee, coverage, edits, price. Pure; the same
 * arguments give the same result in any thread.
 *
 * @throws Fault `PROFILE-DISPOSITION`, `PROFILE-PARAMETER` when the payer profile is incomplete
 */
export function priceClaim(claim: Claim, context: PricingContext): PricedClaim {
  const sheet = judged(claim, context, undefined);
  const priced = pricedOf(claim, context, sheet);
  if (!sheet.secondCoverage) return priced;
  const secondSheet = judged(claim, context, sheet.secondCoverage);
  return {
    ...priced,
    // Under either plan it may have to wait; both are decided at once.
    pends: [...priced.pends, ...secondSheet.pends.filter((pend) => !priced.pends.some(isEqualTo(pend)))],
    secondPlan: pricedOf(claim, context, secondSheet),
  };
}

function judged(claim: Claim, context: PricingContext, onlyCoverage: Coverage | undefined): Worksheet {
  const sheet = worksheetOf(claim, context, onlyCoverage);
  for (const { run } of pricingOrder) run(sheet);
  return sheet;
}

function isEqualTo(pend: Pend): (other: Pend) => boolean {
  return ({ rule, text }) => rule === pend.rule && text === pend.text;
}

function pricedOf(claim: Claim, context: PricingContext, sheet: Worksheet): PricedClaim {
  const serviceKey = context.sameServiceKey ?? sameServiceKey(claim);
  const lines = sheet.lines.map(pricedLine);
  const limited = limitedCategories(sheet.snapshot.plan(sheet.planId), lines);
  return {
    claimNumber: context.claimNumber,
    profileId: context.profile.id,
    kind: claim.part.kind,
    frequency: claim.frequency,
    isEncounter: claim.isEncounter,
    sameServiceKey: serviceKey,
    contentKey: contentKey(claim, serviceKey),
    originalNumbers: originalNumbersOf(claim),
    benefitsAssigned: claim.benefitsAssigned,
    billingNpi: claim.billing.npi,
    billingTaxId: claim.billing.taxId,
    payeeId: sheet.contract?.payeeId ?? `${claim.billing.taxId}-${claim.billing.npi}`,
    canBeAnswered: sheet.canBeAnswered,
    memberId: sheet.memberId,
    subscriberId: sheet.subscriberId,
    serviceFrom: sheet.period.from,
    serviceTo: sheet.period.to,
    receivedDate: context.receivedDate,
    lineOfBusiness: sheet.lineOfBusiness,
    planId: sheet.planId,
    fund: sheet.fund,
    claimStatus: sheet.claimStatus,
    chargeCents: sheet.chargeCents,
    lines,
    trace: sheet.trace,
    pends: sheet.pends,
    facts: factsOf(sheet, context.claimNumber),
    ...(linksStays(sheet) && { linksStays: true, ...transfersOf(sheet) }),
    ...(sheet.globalServices.length > 0 && { globalServices: sheet.globalServices }),
    ...(sheet.reviews.length > 0 && { reviewedRules: reviewedRules(sheet) }),
    ...(limited.length > 0 && { limitedCategories: limited }),
    ...(sheet.coordination && { coordination: sheet.coordination }),
    ...(sheet.relief && { relief: sheet.relief }),
    ...(sheet.secondPlanId !== '' && { secondPlanId: sheet.secondPlanId }),
  };
}

function linksStays({ claim, profile, period }: Worksheet): boolean {
  return (
    claim.part.kind === 'institutional' &&
    (actingRuleOfKind(profile, 'linked-stays', period.to) !== undefined ||
      actingRuleOfKind(profile, 'pre-admission-tests', period.to) !== undefined)
  );
}

function worksheetOf(claim: Claim, context: PricingContext, onlyCoverage: Coverage | undefined): Worksheet {
  const period = servicePeriod(claim);
  const lines = claim.lines.map(
    (line): WorksheetLine => ({
      line,
      ordinal: line.ordinal,
      chargeCents: line.chargeCents ?? 0,
      date: line.serviceDate ?? period,
      allowedCents: 0,
      isDenied: false,
      benefitCategory: 'other',
      isCopayFree: false,
      prior: undefined,
      adjustments: [],
      remarks: [],
    }),
  );
  const subscriberId = normalizeMemberId(claim.subscriber.id);
  return {
    claim,
    profile: context.profile,
    snapshot: context.snapshot,
    claimNumber: context.claimNumber,
    receivedDate: context.receivedDate,
    period,
    chargeCents: claim.chargeCents ?? sumCents(lines.map((line) => line.chargeCents)),
    lines,
    trace: [],
    pends: [],
    memberId: subscriberId,
    subscriberId,
    member: undefined,
    contract: undefined,
    canBeAnswered: true,
    // A claim of nobody we know is told on the commercial remittance; it moves no money.
    lineOfBusiness: 'commercial',
    fund: fundKey(context.profile.id, 'commercial', ''),
    planId: '',
    secondPlanId: '',
    secondCoverage: undefined,
    onlyCoverage,
    claimStatus: claimStatusOf(claim.subscriber.payerResponsibility),
    coordination: undefined,
    relief: undefined,
    globalServices: [],
    today: context.today ?? context.receivedDate,
    reviews: context.reviews ?? [],
  };
}

function pricedLine(sheet: WorksheetLine): PricedLine {
  const { line } = sheet;
  return {
    ordinal: sheet.ordinal,
    controlNumber: line.controlNumber,
    procedureQualifier: line.procedureQualifier,
    procedure: line.procedure,
    modifiers: line.modifiers,
    revenueCode: line.revenueCode,
    unitsMilli: line.unitsMilli ?? 0,
    serviceDate: sheet.date,
    chargeCents: sheet.chargeCents,
    allowedCents: sheet.allowedCents,
    adjustments: sheet.adjustments,
    remarks: sheet.remarks,
    benefitCategory: sheet.benefitCategory,
    isDenied: sheet.isDenied,
    ...(sheet.isCopayFree && { isCopayFree: true }),
    ...(sheet.prior && { prior: sheet.prior }),
  };
}

/** KP-22: REF*F8 as it came, then every claim number recognised in it and in the notes. */
function originalNumbersOf(claim: Claim): string[] {
  const reference = originalClaimNumber(claim).trim();
  const numbers = new Set(reference === '' ? [] : [reference, ...findClaimNumbers(reference)]);
  for (const { text } of claim.notes) for (const number of findClaimNumbers(text)) numbers.add(number);
  return [...numbers];
}

function factsOf(sheet: Worksheet, claimNumber: string): RemittanceFacts {
  const { claim } = sheet;
  const isSubscriber = claim.patient.relationship === '18';
  const { rendering } = claim;
  return {
    patientControlNumber: claim.patientControlNumber,
    claimNumber,
    originalClaimNumber: '',
    claimFilingIndicator:
      sheet.snapshot.plan(sheet.planId)?.claimFilingIndicator ?? claim.subscriber.claimFilingIndicator,
    facilityCode: claim.facilityCode,
    frequency: claim.frequency,
    isInstitutional: claim.part.kind === 'institutional',
    drg: claim.part.kind === 'institutional' ? claim.part.drg : '',
    patient: nameOf(isSubscriber ? claim.subscriber : claim.patient),
    ...(isSubscriber ? {} : { insured: nameOf(claim.subscriber) }),
    ...(rendering && rendering.npi !== claim.billing.npi ? { rendering: nameOf(rendering) } : {}),
    period: sheet.period,
    receivedDate: sheet.receivedDate,
  };
}

function nameOf(party: Party): RemittanceName {
  return {
    entityType: party.entityType,
    lastName: party.lastName,
    firstName: party.firstName,
    middleName: party.middleName,
    suffix: party.suffix,
    idQualifier: party.idQualifier,
    id: party.id,
  };
}
