import { categorizeLines } from './benefits/category.ts';
import { decideWithShare } from './benefits/decide-with-share.ts';
import { otherPayerFirst } from './coordination/other-payer-first.ts';
import { applyVoid } from './edits/apply-void.ts';
import { checkCharges } from './edits/check-charges.ts';
import { checkCoverage } from './edits/check-coverage.ts';
import { findPayee } from './edits/find-payee.ts';
import { identifyMember } from './edits/identify-member.ts';
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

/** What can be judged from the claim and the day's snapshot alone: `priceClaim` runs it in worker threads. */
export const pricingOrder: readonly RuleStep<WorksheetStep>[] = [
  { name: 'charges add up', rules: [], run: checkCharges },
  { name: 'member', rules: ['KP-03'], run: identifyMember },
  { name: 'payee and provider', rules: ['KP-02'], run: findPayee },
  { name: 'coverage', rules: ['KP-03'], run: checkCoverage },
  { name: 'other payers', rules: ['KP-68'], run: otherPayerFirst },
  { name: 'whole units', rules: ['KP-14'], run: wholeUnits },
  { name: 'timely filing', rules: ['KP-30', 'KP-31', 'KP-32', 'KP-33'], run: timelyFiling },
  { name: 'bill review', rules: ['KP-52'], run: billReview },
  { name: 'price', rules: ['KP-40', 'KP-41'], run: priceLines },
  { name: 'benefit category', rules: ['KP-60'], run: categorizeLines },
];

/** What depends on history, in the one order of settlement: the first step that answers ends it. */
export const settlementOrder: readonly RuleStep<SettlementStep>[] = [
  { name: 'encounter', rules: [], run: recordEncounter },
  { name: 'duplicate', rules: ['KP-06'], run: refuseDuplicate },
  { name: 'void', rules: ['KP-22', 'KP-23', 'KP-25'], run: applyVoid },
  {
    name: 'replacement',
    rules: ['KP-20', 'KP-21', 'KP-22', 'KP-25', 'KP-30', 'KP-31', 'KP-32', 'KP-33'],
    run: replaceOriginal,
  },
  { name: 'wait for a person', rules: [], run: waitForPerson },
  { name: "member's share", rules: ['KP-60', 'KP-63'], run: decideWithShare },
];
