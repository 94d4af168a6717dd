import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { denyLine, openLines, passed, type Worksheet, type WorksheetLine } from '../worksheet.ts';

/** KP-14: units of at least one and whole, but for what the profile lists (minutes, drugs). Absent units are none. */
export function wholeUnits(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'whole-units', sheet.period.from);
  if (!rule) return;
  const fractionalUnits = listParameter(rule, 'fractionalUnits');
  const fractionalProcedures = listParameter(rule, 'fractionalProcedures');
  let isDenied = false;
  for (const line of openLines(sheet)) {
    const mayBePart =
      fractionalUnits.includes(line.line.unit) || fractionalProcedures.includes(line.line.procedure);
    if (hasUnits(line, mayBePart)) continue;
    isDenied = true;
    denyLine(sheet, line, rule, '', 'units are not one or more whole units');
  }
  if (!isDenied) passed(sheet, rule, 'units are one or more, and whole');
}

function hasUnits({ line }: WorksheetLine, mayBePart: boolean): boolean {
  const unitsMilli = line.unitsMilli ?? 0;
  return mayBePart ? unitsMilli > 0 : unitsMilli >= 1000 && unitsMilli % 1000 === 0;
}
