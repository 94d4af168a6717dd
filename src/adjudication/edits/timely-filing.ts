import { wholeParameter } from '../disposition.ts';
import { denyLine, openLines, passed, type Worksheet } from '../worksheet.ts';
import { addMonths } from './calendar.ts';
import { filingLimitOf } from './filing-limit.ts';

/**
 * KP-30…KP-33: calendar months from the line's service date (through date for institutional) to the received date.
 * Corrections and voids have their own limit, counted from the day the original was processed: settlement knows it.
 */
export function timelyFiling(sheet: Worksheet): void {
  const { frequency } = sheet.claim;
  if (frequency === '7' || frequency === '8') return;
  const limit = filingLimitOf(sheet.profile, sheet.lineOfBusiness, sheet.period.from);
  if (!limit) {
    passed(sheet, { id: 'filing-limit', section: '' }, 'the payer states none for this line of business');
    return;
  }
  const { rule, acts } = limit;
  if (!acts) {
    passed(sheet, rule, 'filing limit not applied: this rule is only recorded');
    return;
  }
  const months = wholeParameter(rule, 'months');
  const isInstitutional = sheet.claim.part.kind === 'institutional';
  let isDenied = false;
  for (const line of openLines(sheet)) {
    const day = isInstitutional ? sheet.period.to || line.date.to : line.date.from;
    if (day === '' || sheet.receivedDate <= addMonths(day, months)) continue;
    isDenied = true;
    denyLine(sheet, line, rule, 'original', `received more than ${months} months after the service`);
  }
  if (!isDenied) passed(sheet, rule, `received within ${months} months of the service`);
}
