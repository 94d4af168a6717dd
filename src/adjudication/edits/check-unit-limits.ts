import type { Rule } from '../../reference/payer-profile.ts';
import type { UnitLimit } from '../../reference/rate-tables.ts';
import { denyLine, openLines, type Worksheet, type WorksheetLine } from '../worksheet.ts';

/**
 * KP-13: medically unlikely units. Indicator 1 limits a line; 2 and 3 the code's units of a day, and beyond them every
 * line of the day is refused, as nobody can say which is too many. Minutes are no units.
 */
export function checkUnitLimits(sheet: Worksheet, rule: Rule, setting: string): boolean {
  const days = new Map<
    string,
    { readonly lines: WorksheetLine[]; readonly limit: UnitLimit; unitsMilli: number }
  >();
  let isDenied = false;
  for (const line of openLines(sheet)) {
    const { procedure, unit, unitsMilli = 0 } = line.line;
    if (procedure === '' || unit === 'MJ') continue;
    const limit = sheet.snapshot.rates('mue', line.date.from, setting)?.rows.get(procedure);
    if (!limit) continue;
    if (limit.indicator === '1') {
      if (unitsMilli <= limit.units * 1000) continue;
      isDenied = true;
      denyLine(sheet, line, rule, 'units', `more than ${limit.units} units on a line are unlikely`);
      continue;
    }
    const key = `${procedure} ${line.date.from}`;
    const day = days.get(key);
    if (day === undefined) days.set(key, { lines: [line], limit, unitsMilli });
    else {
      day.lines.push(line);
      day.unitsMilli += unitsMilli;
    }
  }
  for (const { lines, limit, unitsMilli } of days.values()) {
    if (unitsMilli <= limit.units * 1000) continue;
    isDenied = true;
    for (const line of lines)
      denyLine(sheet, line, rule, 'units', `more than ${limit.units} units in a day are unlikely`);
  }
  return isDenied;
}
