import { isWithinSpan } from '../../reference/case-records.ts';
import { readCodeList } from '../../reference/code-list.ts';
import { codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import {
  denyLine,
  linesPhrase,
  openLines,
  passed,
  pend,
  type Worksheet,
  type WorksheetLine,
} from '../worksheet.ts';

/**
 * KP-76: some services of a visiting member need their home plan's leave. KP-74: as secondary we ask for none when the
 * primary has paid; KP-75: but on maintenance-of-benefits plans our own rules hold all the same.
 */
export function checkAuthorization(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'visiting-authorization', sheet.period.from);
  if (!rule) return;
  const isVisiting = sheet.snapshot.cases
    .programsOf(sheet.memberId)
    .some((span) => span.program === 'visiting' && isWithinSpan(span, sheet.period.from));
  if (!isVisiting) return;
  const wanting = openLines(sheet).filter(
    (line) =>
      (codeListOf(rule, 'procedures.home').has(line.line.procedure) ||
        codeListOf(rule, 'revenueCodes.home').has(line.line.revenueCode)) &&
      !isAuthorized(sheet, line),
  );
  if (wanting.length === 0) {
    passed(sheet, rule, 'a visiting member: authorized, or no authorization needed');
    return;
  }
  if (isWaived(sheet)) return;
  if (rule.parameters.get('mode') === 'deny') {
    for (const line of wanting) denyLine(sheet, line, rule, 'deny', 'no leave of the home plan');
  } else pend(sheet, rule, `no leave of the home plan on file (${linesPhrase(wanting)})`, 'record');
}

function isAuthorized({ snapshot, memberId, claim }: Worksheet, { line, date }: WorksheetLine): boolean {
  const npis = [claim.billing.npi, (line.rendering ?? claim.rendering)?.npi];
  return snapshot.cases
    .authorizationsOf(memberId)
    .some(
      (each) =>
        each.status === 'approved' &&
        isWithinSpan(each, date.from) &&
        (each.npi === '' || npis.includes(each.npi)) &&
        (each.codes === '' || readCodeList(each.codes).has(line.procedure)),
    );
}

function isWaived(sheet: Worksheet): boolean {
  const waiver = actingRuleOfKind(sheet.profile, 'authorization-waiver', sheet.period.from);
  const own = actingRuleOfKind(sheet.profile, 'maintenance-authorization', sheet.period.from);
  const hasPaid = sheet.coordination && sheet.lines.some((line) => (line.prior?.paidCents ?? 0) > 0);
  if (!waiver || !hasPaid) return false;
  if (own && listParameter(own, 'plans').includes(sheet.planId)) {
    passed(sheet, own, 'our own authorization rules hold, though another payer comes first');
    return false;
  }
  passed(sheet, waiver, 'the primary has paid: its requirements were met');
  return true;
}
