import type { OtherCoverageKind } from '../../reference/case-records.ts';
import { isWithinSpan } from '../../reference/case-records.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { denyOpenLines, passed, pend, type Worksheet } from '../worksheet.ts';
import { payersBeforeUs } from './payers-before-us.ts';

/** Occurrence codes of the institutional claim. */
const FIRST_PARTY_OCCURRENCES = ['01', '02'];
const LIABILITY_OCCURRENCES = ['03'];
const AUTO_OCCURRENCES = [...FIRST_PARTY_OCCURRENCES, ...LIABILITY_OCCURRENCES];
const WORK_OCCURRENCES = ['04'];
const ACCIDENT_OCCURRENCES = [...AUTO_OCCURRENCES, ...WORK_OCCURRENCES];
/** PWK01 of another carrier's refusal, and the report type of our own record of it. */
const DENIAL_TYPES: ReadonlySet<string> = new Set(['EB', 'DN']);
/** CARC of a carrier that refused for want of its own authorization. */
const NOT_AUTHORIZED = '197';

/**
 * KP-71: after a motor vehicle accident the carrier pays first. Known first-party cover is 21, liability 20; the
 * carrier's refusal, or the knowledge that there is no such cover, lets us go on; else somebody asks.
 */
export function checkAutoAccident(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'auto-accident', sheet.period.from);
  if (!rule) return;
  const isAuto = sheet.claim.relatedCauses.includes('AA') || hasOccurrence(sheet, AUTO_OCCURRENCES);
  if (!isAuto) return;
  const hasFirstParty = hasOccurrence(sheet, FIRST_PARTY_OCCURRENCES) || knows(sheet, 'auto');
  const hasLiability = hasOccurrence(sheet, LIABILITY_OCCURRENCES) || knows(sheet, 'liability');
  if (hasRefusal(sheet) || hasDecided(sheet, ['AM', 'LM'])) {
    passed(sheet, rule, 'the carrier has decided');
  } else if (knows(sheet, 'no-auto')) passed(sheet, rule, 'no first-party cover is available');
  else if (hasFirstParty) denyOpenLines(sheet, rule, ['first-party'], 'the automobile carrier pays first');
  else if (hasLiability) denyOpenLines(sheet, rule, ['liability'], 'the liability carrier pays first');
  else pend(sheet, rule, 'a motor vehicle accident of which no carrier is known', 'record');
}

/**
 * KP-72: an injury at work is excluded where the agreement says so; else payable once the workers' compensation carrier
 * has refused, but not when it refused for want of its own authorization.
 */
export function checkWorkInjury(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'work-injury', sheet.period.from);
  if (!rule) return;
  const isWork = sheet.claim.relatedCauses.includes('EM') || hasOccurrence(sheet, WORK_OCCURRENCES);
  if (!isWork) return;
  const isCovered = listParameter(rule, 'coveredPlans').includes(sheet.planId);
  const carrier = payersBeforeUs(sheet.claim).filter((payer) => payer.claimFilingIndicator === 'WC');
  const adjustments = [
    ...carrier.flatMap((payer) => payer.adjustments),
    ...sheet.claim.lines.flatMap((line) =>
      line.adjudications
        .filter(({ payerId }) => carrier.some((payer) => payer.payer?.id === payerId))
        .flatMap((each) => each.adjustments),
    ),
  ];
  const lackedLeave = adjustments.some(({ reason }) => reason === NOT_AUTHORIZED);
  const hasRefused = hasRefusal(sheet) || carrier.length > 0;
  if (isCovered && hasRefused && !lackedLeave)
    passed(sheet, rule, 'the workers’ compensation carrier has decided');
  else denyOpenLines(sheet, rule, [''], 'an injury at work: not ours');
}

function hasOccurrence({ claim }: Worksheet, wanted: readonly string[]): boolean {
  return claim.codes.some(({ qualifier, code }) => qualifier === 'BH' && wanted.includes(code));
}

function knows({ snapshot, memberId, period }: Worksheet, kind: OtherCoverageKind): boolean {
  return snapshot.cases
    .otherCoveragesOf(memberId)
    .some((coverage) => coverage.kind === kind && isWithinSpan(coverage, period.from));
}

/** The carrier stands on the claim as a payer before us. */
function hasDecided({ claim }: Worksheet, indicators: readonly string[]): boolean {
  return payersBeforeUs(claim).some((payer) => indicators.includes(payer.claimFilingIndicator));
}

/** The claim says that a motor vehicle or work caused the injury. */
export function isAccident(sheet: Worksheet): boolean {
  return (
    sheet.claim.relatedCauses.some((cause) => cause === 'AA' || cause === 'EM') ||
    hasOccurrence(sheet, ACCIDENT_OCCURRENCES)
  );
}

/** A copy of the refusal goes with the claim, or has come. */
export function hasRefusal({ claim, snapshot, claimNumber }: Worksheet): boolean {
  return (
    claim.attachments.some(({ type }) => DENIAL_TYPES.has(type)) ||
    snapshot.cases.attachmentsOf(claimNumber).some(({ type }) => DENIAL_TYPES.has(type))
  );
}
