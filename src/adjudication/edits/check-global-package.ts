import type { Rule } from '../../reference/payer-profile.ts';
import { codeListOf, ruleFor } from '../pricing/rule-values.ts';
import { denyLine, openLines, type Worksheet, type WorksheetLine } from '../worksheet.ts';
import { addDays } from './calendar.ts';

/** Days after the procedure that its global period covers; other periods package no visits. */
const DAYS_AFTER: Readonly<Record<string, number>> = { '000': 0, '010': 10, '090': 90 };

/**
 * KP-41: visits within the global period of a procedure on the same claim are in its price, unless their modifier says
 * that they were for something else (24 after it, 25 on its day, 57 when they decided on it). Periods that reach over
 * from other claims are not seen here.
 */
export function checkGlobalPackage(sheet: Worksheet): void {
  if (sheet.claim.part.kind !== 'professional' || sheet.lines.length < 2) return;
  const rule = ruleFor(sheet.profile, 'rbrvs', sheet.lineOfBusiness, sheet.period.from);
  if (!rule?.parameters.has('globalVisits')) return;
  const visits = codeListOf(rule, 'globalVisits');
  for (const surgery of openLines(sheet)) {
    const indicators = sheet.snapshot.rvu(surgery.line.procedure, '', surgery.date.from)?.indicators;
    const daysAfter = indicators && DAYS_AFTER[indicators.globalDays];
    if (indicators === undefined || daysAfter === undefined) continue;
    const isMajor = indicators.globalDays === '090';
    for (const visit of openLines(sheet)) {
      if (visit === surgery || !visits.has(visit.line.procedure)) continue;
      packageVisit(sheet, rule, surgery, visit, daysAfter, isMajor);
    }
  }
}

function packageVisit(
  sheet: Worksheet,
  rule: Rule,
  surgery: WorksheetLine,
  visit: WorksheetLine,
  daysAfter: number,
  isMajor: boolean,
): void {
  const day = visit.date.from;
  const first = isMajor ? addDays(surgery.date.from, -1) : surgery.date.from;
  if (day < first || day > addDays(surgery.date.from, daysAfter)) return;
  const freeing = day > surgery.date.from ? ['24'] : isMajor ? ['25', '57'] : ['25'];
  if (visit.line.modifiers.some((modifier) => freeing.includes(modifier))) return;
  denyLine(sheet, visit, rule, 'global', `within the global period of line ${surgery.ordinal}`);
}
