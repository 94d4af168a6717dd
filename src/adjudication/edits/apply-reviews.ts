import { sumCents } from '../../money/cents.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { actingRuleOfKind } from '../disposition.ts';
import { careSetting } from '../pricing/contract-term.ts';
import { denyOpenLines, openLines, passed, step, type Worksheet } from '../worksheet.ts';

/**
 * BX-01: nothing is refused as not medically necessary but by the recorded decision of a licensed person. BX-02: its
 * criterion stands in the trace. A readmission or tests before a stay are refused by the codes of their own rule.
 */
export function applyDenials(sheet: Worksheet): void {
  const refusal = refusalOf(sheet);
  if (!refusal) return;
  const { rule, clause, text, licence, criterion } = refusal;
  step(sheet, rule, 0, 'deny', `reviewed under licence ${licence} by criterion ${criterion}`);
  denyOpenLines(sheet, rule, [clause], text);
}

interface Refusal {
  readonly rule: Rule;
  readonly clause: string;
  readonly text: string;
  readonly licence: string;
  readonly criterion: string;
}

/** What a payer says with codes of its own; any other refusal is one of medical necessity. */
const REFUSALS = [
  ['linked-stays', 'one-episode', 'one episode with another stay'],
  ['pre-admission-tests', 'stay', 'part of a stay'],
] as const;

/** The refusal of a person, where the profile has codes for it: without them the claim goes on waiting. */
function refusalOf({ reviews, profile, claim, period }: Worksheet): Refusal | undefined {
  const denial = reviews.find(({ decision }) => decision === 'deny');
  if (!denial) return undefined;
  const { licence, criterion } = denial;
  const isStay = careSetting(claim.facilityCode) === 'inpatient';
  for (const [kind, clause, text] of REFUSALS) {
    const rule = actingRuleOfKind(profile, kind, period.to);
    if (rule?.id !== denial.rule || !rule.dispositions.some((each) => each.clause === clause)) continue;
    // A stay is no part of itself.
    if (kind === 'linked-stays' || !isStay) return { rule, clause, text, licence, criterion };
  }
  const rule = actingRuleOfKind(profile, 'medical-necessity', period.from);
  return rule && { rule, clause: 'not-necessary', text: 'not medically necessary', licence, criterion };
}

/** Rules whose question is answered: by an approval, or by a refusal of the whole claim that codes could be found for. */
export function reviewedRules(sheet: Worksheet): readonly string[] {
  const isRefused = refusalOf(sheet) !== undefined;
  return sheet.reviews.filter(({ decision }) => decision === 'approve' || isRefused).map(({ rule }) => rule);
}

/** What a person has settled no longer makes the claim wait; a line without a price still does. */
export function applyApprovals(sheet: Worksheet): void {
  const approved = sheet.reviews.filter(({ decision }) => decision === 'approve');
  const isRefused = refusalOf(sheet) !== undefined;
  const isSettled = (rule: string): boolean => isRefused || approved.some((review) => review.rule === rule);
  if (sheet.reviews.length === 0 || !sheet.canBeAnswered || !isPriced(sheet)) return;
  const left = sheet.pends.filter((pend) => !isSettled(pend.rule));
  if (left.length === sheet.pends.length) return;
  for (const { rule, section } of sheet.pends.filter((pend) => isSettled(pend.rule)))
    passed(sheet, { id: rule, section }, 'decided by a person: no longer waits');
  sheet.pends.splice(0, sheet.pends.length, ...left);
}

function isPriced(sheet: Worksheet): boolean {
  return openLines(sheet).every(
    (line) =>
      line.allowedCents + sumCents(line.adjustments.map((each) => each.amountCents)) === line.chargeCents,
  );
}
