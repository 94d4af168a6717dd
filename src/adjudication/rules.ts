import { categorizeLines } from './benefits/category.ts';
import { copayByProvider, copayByService } from './benefits/copay-rules.ts';
import { decideWithShare } from './benefits/decide-with-share.ts';
import { checkHospice, payReferredBalances, relieveQmb } from './benefits/medicare-programs.ts';
import { checkAutoAccident, checkWorkInjury } from './coordination/accident.ts';
import { refuseBesideCrossover } from './coordination/crossover.ts';
import { checkKnownCoverage } from './coordination/known-coverage.ts';
import { coordinateClaim } from './coordination/secondary-claim.ts';
import { applyApprovals, applyDenials } from './edits/apply-reviews.ts';
import { applyVoid } from './edits/apply-void.ts';
import { chainInterimBills } from './edits/chain-interim-bills.ts';
import { checkAnesthesia } from './edits/check-anesthesia.ts';
import { checkAuthorization } from './edits/check-authorization.ts';
import { checkCharges } from './edits/check-charges.ts';
import { checkCodeEdits } from './edits/check-code-edits.ts';
import { checkCodeSets } from './edits/check-code-sets.ts';
import { checkCoverage } from './edits/check-coverage.ts';
import { checkCredentials } from './edits/check-credentials.ts';
import { checkDiagnoses, checkDiagnosisOfService, checkPresentOnAdmission } from './edits/check-diagnoses.ts';
import { awaitAttachments, requestRecords } from './edits/check-documents.ts';
import { checkDrugs } from './edits/check-drugs.ts';
import {
  checkFacilityEvaluation,
  checkOutpatientData,
  checkSurgicalCenter,
} from './edits/check-facility-services.ts';
import { checkGlobalPackage } from './edits/check-global-package.ts';
import { checkRevenueCodes } from './edits/check-revenue-codes.ts';
import { checkItemizedDates, checkPreAdmissionTests, checkStay } from './edits/check-stay.ts';
import { findPayee } from './edits/find-payee.ts';
import { identifyMember } from './edits/identify-member.ts';
import { linkStays } from './edits/link-stays.ts';
import { packageGlobalServices } from './edits/package-global-services.ts';
import { recordEncounter } from './edits/record-encounter.ts';
import { refuseDuplicate } from './edits/refuse-duplicate.ts';
import { replaceOriginal } from './edits/replace-original.ts';
import { timelyFiling } from './edits/timely-filing.ts';
import { waitForPerson } from './edits/wait-for-person.ts';
import { wholeUnits } from './edits/whole-units.ts';
import { billReview } from './pricing/bill-review.ts';
import { priceLines } from './pricing/price-lines.ts';
import type { SettlementStep } from './settlement-request.ts';
import type { WorksheetStep } from './worksheet.ts';

/** A step of the order, with the catalogue ids of the rules it carries out; none for what only prepares. */
export interface RuleStep<Step> {
  readonly name: string;
  readonly rules: readonly string[];
  readonly run: Step;
}

const FILING_RULES = ['KP-30', 'KP-31', 'KP-32', 'KP-33', 'KP-34', 'KP-35'];

const PRICING_RULES = [
  ...[
    'KP-40',
    'KP-41',
    'KP-42',
    'KP-43',
    'KP-44',
    'KP-45',
    'KP-46',
    'KP-47',
    'KP-48',
    'KP-50',
    'KP-51',
    'KP-53',
  ],
  ...['FP-40', 'FP-41', 'FP-42'],
];

/** What can be judged from the claim and the day's snapshot alone: `priceClaim` runs it in worker threads. */
export const pricingOrder: readonly RuleStep<WorksheetStep>[] = [
  { name: 'charges add up', rules: [], run: checkCharges },
  { name: 'member', rules: ['KP-03', 'OW-03'], run: identifyMember },
  { name: 'payee and provider', rules: ['KP-02'], run: findPayee },
  { name: 'coverage', rules: ['KP-03', 'KP-69'], run: checkCoverage },
  { name: 'credentials', rules: ['BX-04'], run: checkCredentials },
  { name: 'refused by a person', rules: ['BX-01'], run: applyDenials },
  { name: 'automobile accident', rules: ['KP-71'], run: checkAutoAccident },
  { name: 'injury at work', rules: ['KP-72'], run: checkWorkInjury },
  { name: 'crossover', rules: ['KP-65'], run: refuseBesideCrossover },
  { name: 'payers we know of', rules: ['KP-70', 'KP-73'], run: checkKnownCoverage },
  { name: 'payers before us', rules: ['KP-67', 'KP-68'], run: coordinateClaim },
  { name: 'hospice', rules: ['KP-66'], run: checkHospice },
  { name: 'referred by us', rules: ['KP-66'], run: payReferredBalances },
  { name: 'whole units', rules: ['KP-14'], run: wholeUnits },
  { name: 'timely filing', rules: FILING_RULES, run: timelyFiling },
  { name: 'code sets', rules: ['KP-07'], run: checkCodeSets },
  { name: 'diagnoses', rules: ['KP-08'], run: checkDiagnoses },
  { name: 'present on admission', rules: ['KP-11'], run: checkPresentOnAdmission },
  { name: 'drug codes', rules: ['KP-10'], run: checkDrugs },
  { name: 'revenue codes', rules: ['KP-12'], run: checkRevenueCodes },
  { name: 'anesthesia', rules: ['KP-16'], run: checkAnesthesia },
  { name: 'diagnosis of the service', rules: ['KP-09'], run: checkDiagnosisOfService },
  { name: 'authorization', rules: ['KP-74', 'KP-75', 'KP-76'], run: checkAuthorization },
  { name: 'records asked for', rules: ['KP-17'], run: requestRecords },
  { name: 'documents announced', rules: ['KP-95'], run: awaitAttachments },
  { name: 'facility evaluation', rules: ['KP-49'], run: checkFacilityEvaluation },
  { name: 'surgical center', rules: ['KP-15'], run: checkSurgicalCenter },
  { name: 'outpatient data', rules: ['KP-50'], run: checkOutpatientData },
  { name: 'stay', rules: ['FP-43', 'FP-45', 'FP-48', 'FP-49'], run: checkStay },
  { name: 'itemized dates', rules: ['FP-46'], run: checkItemizedDates },
  { name: 'tests before admission', rules: ['FP-44'], run: checkPreAdmissionTests },
  { name: 'code edits', rules: ['KP-13'], run: checkCodeEdits },
  { name: 'global package', rules: ['KP-41'], run: checkGlobalPackage },
  { name: 'bill review', rules: ['KP-52'], run: billReview },
  { name: 'price', rules: PRICING_RULES, run: priceLines },
  { name: 'benefit category', rules: ['KP-60'], run: categorizeLines },
  { name: 'copay by who was seen', rules: ['KP-61'], run: copayByProvider },
  { name: 'copay by service', rules: ['KP-62'], run: copayByService },
  { name: 'QMB', rules: ['KP-64'], run: relieveQmb },
  { name: 'settled by a person', rules: ['BX-01'], run: applyApprovals },
];

/** What depends on history, in the one order of settlement: the first step that answers ends it. */
export const settlementOrder: readonly RuleStep<SettlementStep>[] = [
  { name: 'encounter', rules: [], run: recordEncounter },
  { name: 'duplicate', rules: ['KP-06'], run: refuseDuplicate },
  { name: 'interim bills', rules: ['OW-02'], run: chainInterimBills },
  { name: 'void', rules: ['KP-22', 'KP-23', 'KP-25'], run: applyVoid },
  {
    name: 'replacement',
    rules: ['KP-20', 'KP-21', 'KP-22', 'KP-24', 'KP-25', ...FILING_RULES],
    run: replaceOriginal,
  },
  { name: 'linked stays', rules: ['FP-44', 'FP-48'], run: linkStays },
  { name: 'global package of other claims', rules: ['KP-41'], run: packageGlobalServices },
  { name: 'wait for a person', rules: [], run: waitForPerson },
  {
    name: "member's share",
    rules: ['KP-60', 'KP-63', 'KP-64', 'KP-68', 'KP-69', 'OW-01'],
    run: decideWithShare,
  },
];
