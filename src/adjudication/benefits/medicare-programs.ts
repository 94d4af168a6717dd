import { isWithinSpan, type Program } from '../../reference/case-records.ts';
import { actingRuleOfKind, codesOf } from '../disposition.ts';
import { denyLine, openLines, passed, type Worksheet, type WorksheetLine } from '../worksheet.ts';

/** GW: not related to the terminal illness; condition code 07 says the same on an institutional claim. */
const UNRELATED_MODIFIER = 'GW';
const UNRELATED_CONDITION = '07';

/** KP-64: a QMB member owes no Medicare share; it is told with codes that forbid to bill it. */
export function relieveQmb(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'qmb', sheet.period.from);
  if (!rule || sheet.lineOfBusiness !== 'medicare-advantage') return;
  if (!isIn(sheet, 'qmb', sheet.period.from)) return;
  const codes = codesOf(rule, sheet.claimStatus === '1' ? 'primary' : 'secondary');
  sheet.relief = { ...codes, rule: rule.id, section: rule.section };
  passed(sheet, rule, 'the member may not be billed a Medicare share');
}

/**
 * KP-66: while a member has elected Medicare hospice, services of the terminal illness are Medicare's; for others
 * Medicare pays first and we pay the balances. A copay is asked for the latter only.
 */
export function checkHospice(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'hospice', sheet.period.from);
  if (!rule || sheet.lineOfBusiness !== 'medicare-advantage') return;
  for (const line of openLines(sheet)) {
    if (!isIn(sheet, 'hospice', line.date.from)) continue;
    if (!isUnrelated(sheet, line)) {
      denyLine(sheet, line, rule, 'related', 'a hospice service: Medicare pays it');
    } else if (!sheet.coordination?.isAfterMedicare) {
      denyLine(sheet, line, rule, 'medicare-first', 'Medicare has not decided yet');
    } else passed(sheet, rule, `line ${line.ordinal}: not of the hospice, Medicare has paid first`);
  }
}

/** KP-66: after Medicare all covered balances of a service we referred are ours. */
export function payReferredBalances(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'hospice', sheet.period.from);
  const { coordination } = sheet;
  if (!rule || !coordination?.isAfterMedicare) return;
  const { billing } = sheet.claim;
  const isReferred = sheet.snapshot.cases
    .authorizationsOf(sheet.memberId)
    .some(
      (each) =>
        each.status === 'approved' &&
        isWithinSpan(each, sheet.period.from) &&
        (each.npi === '' || each.npi === billing.npi || each.npi === sheet.claim.rendering?.npi),
    );
  if (!isReferred) return;
  sheet.coordination = { ...coordination, isShareFree: true };
  passed(sheet, rule, 'we referred the service: the balances after Medicare are ours');
}

function isIn({ snapshot, memberId }: Worksheet, program: Program, day: string): boolean {
  return snapshot.cases
    .programsOf(memberId)
    .some((span) => span.program === program && isWithinSpan(span, day));
}

function isUnrelated({ claim }: Worksheet, { line }: WorksheetLine): boolean {
  return (
    line.modifiers.includes(UNRELATED_MODIFIER) ||
    claim.codes.some(({ qualifier, code }) => qualifier === 'BG' && code === UNRELATED_CONDITION)
  );
}
