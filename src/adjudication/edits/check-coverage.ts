import type { Coverage } from '../../reference/records.ts';
import { actingRuleOfKind } from '../disposition.ts';
import { fundKey } from '../fund.ts';
import { denyLine, linesPhrase, passed, pend, type Worksheet } from '../worksheet.ts';

/** Coverage on the day of service gives plan, line of business and fund; a line outside every span is refused. */
export function checkCoverage(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'member-id', sheet.period.from);
  const { member } = sheet;
  if (!member) {
    if (!rule) pend(sheet, { id: 'coverage', section: '' }, 'no member on file');
    return;
  }
  const coverages = sheet.onlyCoverage ? [sheet.onlyCoverage] : member.coverages;
  const coverage = chosenCoverage(sheet, coverages);
  if (coverage) {
    sheet.lineOfBusiness = coverage.lineOfBusiness;
    sheet.fund = fundKey(sheet.profile.id, coverage.lineOfBusiness, coverage.employerGroup);
    sheet.planId = coverage.planId;
    takeSecondPlan(sheet, coverage, coverages);
  }
  if (!rule) return;
  const changed = [];
  let isDenied = false;
  for (const line of sheet.lines) {
    const day = line.date.from;
    if (coverage && isWithin(coverage, day)) continue;
    if (coverages.some((span) => isWithin(span, day))) {
      changed.push(line);
      continue;
    }
    isDenied = true;
    const begins = coverages.some((span) => span.from <= day);
    if (begins) denyLine(sheet, line, rule, 'after-coverage', 'the service is after the end of the coverage');
    else denyLine(sheet, line, rule, 'before-coverage', 'the service is before the coverage began');
  }
  if (changed.length > 0)
    pend(sheet, rule, `the coverage changes within the claim (${linesPhrase(changed)})`);
  if (!isDenied && changed.length === 0) passed(sheet, rule, 'covered on the day of service');
}

/** The span of the first covered line; for a claim with none, the span it comes after, else the first. */
function chosenCoverage(sheet: Worksheet, coverages: readonly Coverage[]): Coverage | undefined {
  for (const line of sheet.lines) {
    const covering = coverages.filter((span) => isWithin(span, line.date.from));
    if (covering.length > 0) return covering.length === 1 ? covering[0] : inOrder(covering)[0];
  }
  const spans = [...coverages].sort((left, right) => (left.from < right.from ? -1 : 1));
  return spans.findLast((span) => span.from <= sheet.period.from) ?? spans[0];
}

/** KP-69, as WAC 284-51 orders plans of one person: the one that has covered longer pays first; Medicaid pays last. */
function inOrder(coverages: readonly Coverage[]): Coverage[] {
  const key = ({ from, planId, lineOfBusiness }: Coverage): string =>
    `${lineOfBusiness === 'medicaid' ? 1 : 0} ${from} ${planId}`;
  return [...coverages].sort((left, right) => (key(left) < key(right) ? -1 : 1));
}

/**
 * A second plan on the same days: of the same fund it is paid with the first; with a fund of its own the claim is
 * judged under it too, as secondary. Whose turn it is beside Medicare depends on work and employer, and who pays third
 * on more than we hold: then somebody coordinates.
 */
function takeSecondPlan(sheet: Worksheet, first: Coverage, coverages: readonly Coverage[]): void {
  if (coverages.length < 2) return;
  const rule = actingRuleOfKind(sheet.profile, 'dual-plans', sheet.period.from);
  const others = inOrder(
    coverages.filter((span) => span.planId !== first.planId && isWithin(span, sheet.period.from)),
  );
  const [second] = others;
  if (!rule || !second || !isWithin(first, sheet.period.from)) return;
  if (fundKey(sheet.profile.id, second.lineOfBusiness, second.employerGroup) === sheet.fund) {
    sheet.secondPlanId = second.planId;
  } else if (others.length > 1 || isOrderUnknown(first, second)) {
    pend(sheet, rule, 'plans of ours whose order the records do not tell');
    return;
  } else if (sheet.lines.every((line) => isWithin(second, line.date.from))) sheet.secondCoverage = second;
  else {
    pend(sheet, rule, 'the second plan covers a part of the claim only');
    return;
  }
  passed(sheet, rule, `plan ${first.planId} pays first, plan ${second.planId} after it`);
}

function isOrderUnknown(first: Coverage, second: Coverage): boolean {
  const lines = [first.lineOfBusiness, second.lineOfBusiness];
  return lines.includes('medicare-advantage') && !lines.includes('medicaid');
}

function isWithin(span: Coverage, day: string): boolean {
  return span.from <= day && (span.to === '' || day <= span.to);
}
