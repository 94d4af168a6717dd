import { daysBetween } from '../../x12/calendar.ts';
import type { Worksheet } from '../worksheet.ts';

/** Days of a stay: from admission (else the first day billed) to the last day; a stay of one day counts one. */
export function lengthOfStay(sheet: Worksheet): number {
  const { part } = sheet.claim;
  const admitted =
    part.kind === 'institutional' && part.admissionDate !== '' ? part.admissionDate : sheet.period.from;
  return Math.max(1, daysBetween(admitted, sheet.period.to));
}
