import type { Claim, OtherPayer } from '../../claim/claim.ts';
import { hasRefusal, isAccident } from '../coordination/accident.ts';
import { isCoordinated, payersBeforeUs } from '../coordination/payers-before-us.ts';
import { denyLine, openLines, passed, type Worksheet, type WorksheetLine } from '../worksheet.ts';
import { filingLimitOf, lastFilingDay, monthsFor } from './filing-limit.ts';

/** SBR09 of an automobile, liability or workers' compensation carrier. */
const ACCIDENT_PAYERS: ReadonlySet<string> = new Set(['AM', 'LM', 'WC']);
const FROM = { 'primary-payment': "the primary's payment", service: 'the service' } as const;

/**
 * KP-30…KP-35: calendar months from the line's service date (through date for institutional) or the primary's payment
 * to the received date. Corrections and voids have their own limit, counted from the day the original was processed:
 * settlement knows it.
 */
export function timelyFiling(sheet: Worksheet): void {
  const { claim, fund } = sheet;
  if (claim.frequency === '7' || claim.frequency === '8') return;
  const limit = filingLimitOf(sheet.profile, {
    lineOfBusiness: sheet.lineOfBusiness,
    fund,
    isCoordinated: isCoordinated(claim),
    wasMisdirected: wasMisdirected(sheet),
    serviceDate: sheet.period.from,
  });
  if (!limit) {
    passed(sheet, { id: 'filing-limit', section: '' }, 'the payer states none for this line of business');
    return;
  }
  const { rule, acts } = limit;
  if (!acts) {
    passed(sheet, rule, 'filing limit not applied: this rule is only recorded');
    return;
  }
  const isInstitutional = claim.part.kind === 'institutional';
  let isDenied = false;
  let counted: 'primary-payment' | 'service' = 'service';
  // Lines mostly bear one day.
  let counting: { day: string; paidDay: string; last: string } | undefined;
  for (const line of openLines(sheet)) {
    const paidDay = rule.parameters.get('anchor') === 'primary-payment' ? primaryPaymentDay(claim, line) : '';
    if (paidDay !== '') counted = 'primary-payment';
    const day = isInstitutional ? sheet.period.to || line.date.to : line.date.from;
    if (counting === undefined || day !== counting.day || paidDay !== counting.paidDay)
      counting = { day, paidDay, last: lastFilingDay(rule, fund, day, paidDay) };
    const { last } = counting;
    if (last === '' || sheet.receivedDate <= last) continue;
    isDenied = true;
    denyLine(sheet, line, rule, 'original', `received after ${last}, the last day for the service`);
  }
  if (isDenied) return;
  const months =
    rule.parameters.get('anchor') === 'service-year' ? undefined : monthsFor(rule, 'months', fund);
  const text =
    months === undefined ? 'received in time' : `received within ${months} months of ${FROM[counted]}`;
  passed(sheet, rule, text);
}

/**
 * KP-35: an automobile or work carrier was asked first and has refused: a copy of its denial came, or its decision stands
 * on the claim. A health plan before us is coordination (KP-34).
 */
function wasMisdirected(sheet: Worksheet): boolean {
  const before = payersBeforeUs(sheet.claim);
  if (before.some((payer) => !ACCIDENT_PAYERS.has(payer.claimFilingIndicator))) return false;
  if (before.length === 0) return isAccident(sheet) && hasRefusal(sheet);
  return hasRefusal(sheet) || before.some((payer) => hasDecided(sheet.claim, payer));
}

function hasDecided({ lines }: Claim, { adjudicationDate, adjustments, payer }: OtherPayer): boolean {
  if (adjudicationDate !== '' || adjustments.length > 0) return true;
  return lines.some((line) => line.adjudications.some(({ payerId }) => payerId === payer?.id));
}

/** The day the first payer decided this line, else the claim. */
function primaryPaymentDay(claim: Claim, { line }: WorksheetLine): string {
  const [first] = payersBeforeUs(claim);
  if (!first) return '';
  const onLine = line.adjudications.find(({ payerId }) => payerId === first.payer?.id);
  return onLine?.adjudicationDate || first.adjudicationDate;
}
