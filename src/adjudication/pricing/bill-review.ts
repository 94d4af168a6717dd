import { formatCents } from '../../money/cents.ts';
import { actingRuleOfKind, listParameter, wholeParameter } from '../disposition.ts';
import { openLines, passed, pend, type Worksheet } from '../worksheet.ts';
import { contractTerm } from './contract-term.ts';

/** KP-52: a facility's bill over the threshold, on a contract that pays by what is billed or asks for it, is reviewed before payment. Outliers are told by their price. */
export function billReview(sheet: Worksheet): void {
  const { contract, claim } = sheet;
  if (
    !contract ||
    !sheet.canBeAnswered ||
    claim.part.kind !== 'institutional' ||
    openLines(sheet).length === 0
  )
    return;
  const rule = actingRuleOfKind(sheet.profile, 'bill-review', sheet.period.from);
  if (!rule) return;
  const threshold = wholeParameter(rule, 'thresholdCents');
  const methods = listParameter(rule, 'methods');
  const term = contractTerm(sheet, contract, sheet.period.from);
  const isAsked = term !== undefined && (term.isReviewed === true || methods.includes(term.method));
  if (sheet.chargeCents <= threshold || !isAsked) {
    passed(sheet, rule, `billed ${formatCents(sheet.chargeCents)}: no review before payment`);
    return;
  }
  const documents = rule.parameters.get('documents') ?? '';
  pend(
    sheet,
    rule,
    `bill review: billed over ${formatCents(threshold)}${documents === '' ? '' : `; wanted: ${documents}`}`,
  );
}
