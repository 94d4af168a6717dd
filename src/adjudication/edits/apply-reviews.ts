import { sumCents } from '../../money/cents.ts';
import { actingRuleOfKind } from '../disposition.ts';
import { denyOpenLines, openLines, passed, step, type Worksheet } from '../worksheet.ts';

/**
 * BX-01: nothing is refused as not medically necessary but by the recorded decision of a licensed person. BX-02: its
 * criterion stands in the trace.
 */
export function applyDenials(sheet: Worksheet): void {
  const denial = sheet.reviews.find(({ decision }) => decision === 'deny');
  const rule = actingRuleOfKind(sheet.profile, 'medical-necessity', sheet.period.from);
  if (!denial || !rule) return;
  step(sheet, rule, 0, 'deny', `reviewed under licence ${denial.licence} by criterion ${denial.criterion}`);
  denyOpenLines(sheet, rule, ['not-necessary'], 'not medically necessary');
}

/** What a person has settled no longer makes the claim wait; a line without a price still does. */
export function applyApprovals(sheet: Worksheet): void {
  const approved = sheet.reviews.filter(({ decision }) => decision === 'approve');
  const hasDenial = sheet.reviews.length > approved.length;
  const isSettled = (rule: string): boolean => hasDenial || approved.some((review) => review.rule === rule);
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
