import type { InstitutionalPart } from '../../claim/claim.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { addDays } from '../../x12/calendar.ts';
import { ruleFor } from '../disposition.ts';
import { careSetting } from '../pricing/contract-term.ts';
import { codeListOf, wordSet } from '../pricing/rule-values.ts';
import { denyLine, openLines, passed, pend, step, type Worksheet } from '../worksheet.ts';

/** Frequencies of bills after which the patient is still in the house. */
const STILL_IN_HOUSE = new Set(['2', '3']);

/** What an inpatient claim says of its stay: FP-43 discharge status, FP-45, FP-48, FP-49. */
export function checkStay(sheet: Worksheet): void {
  const { part } = sheet.claim;
  if (part.kind !== 'institutional') return;
  noteEarlyDischargeVisit(sheet);
  if (careSetting(sheet.claim.facilityCode) !== 'inpatient') return;
  checkDischargeStatus(sheet, part);
  checkSameDayStay(sheet, part);
  checkBenefitsExhausted(sheet);
}

/** FP-43: the status is there, and says that the patient is still in the house exactly on a bill that goes on. */
function checkDischargeStatus(sheet: Worksheet, part: InstitutionalPart): void {
  const rule = ofKind(sheet, 'discharge-status');
  if (!rule) return;
  const { dischargeStatus: status } = part;
  const isInHouse = status === wordOf(rule, 'stillPatient');
  const fault =
    status === ''
      ? 'no discharge status'
      : isInHouse !== STILL_IN_HOUSE.has(sheet.claim.frequency) && isPlainBill(sheet.claim.frequency)
        ? 'the discharge status contradicts the type of bill'
        : '';
  if (fault === '') passed(sheet, rule, 'the discharge status fits the bill');
  else for (const line of openLines(sheet)) denyLine(sheet, line, rule, '', fault);
}

/** Corrections repeat what the first bill was. */
function isPlainBill(frequency: string): boolean {
  return frequency === '1' || frequency === '4' || STILL_IN_HOUSE.has(frequency);
}

/** FP-48: admitted and discharged on one day after a procedure: was it a stay at all? */
function checkSameDayStay(sheet: Worksheet, part: InstitutionalPart): void {
  const rule = ofKind(sheet, 'linked-stays');
  if (!rule) return;
  const admitted = part.admissionDate === '' ? sheet.period.from : part.admissionDate;
  const hasProcedure = sheet.claim.codes.some(({ qualifier }) =>
    wordSet(rule, 'procedureQualifiers').has(qualifier),
  );
  if (admitted === sheet.period.to && hasProcedure)
    pend(sheet, rule, 'admitted and discharged on one day after a procedure: the setting is reviewed');
}

/** FP-49: benefits that end within the stay have no prospective rate. */
function checkBenefitsExhausted(sheet: Worksheet): void {
  const rule = ofKind(sheet, 'benefits-exhausted');
  if (!rule) return;
  const codes = wordSet(rule, 'occurrenceCodes');
  const isExhausted = sheet.claim.codes.some(
    ({ qualifier, code, period }) =>
      qualifier === 'BH' && codes.has(code) && (period === undefined || period.from <= sheet.period.to),
  );
  const { coverages = [] } = sheet.member ?? {};
  const { from, to } = sheet.period;
  const endsWithin =
    from !== to &&
    coverages.some((span) => span.from <= from && span.to !== '' && from <= span.to && span.to < to) &&
    !coverages.some((span) => span.from <= to && (span.to === '' || to <= span.to));
  if (isExhausted || endsWithin) pend(sheet, rule, 'benefits end within the stay: no prospective rate');
}

/** FP-45: the mandated visit at home after an early discharge names itself in a note and needs no certification. */
function noteEarlyDischargeVisit(sheet: Worksheet): void {
  const rule = ofKind(sheet, 'early-discharge-visit');
  const words = rule?.parameters.get('words')?.toUpperCase() ?? '';
  if (!rule || words === '') return;
  const notes = [...sheet.claim.notes, ...sheet.claim.lines.flatMap((line) => line.notes)];
  if (notes.some(({ text }) => text.toUpperCase().includes(words)))
    step(sheet, rule, 0, 'passed', 'visit after an early discharge: needs no certification');
}

/** FP-46: several days on one claim: the services listed stand each under its own day. */
export function checkItemizedDates(sheet: Worksheet): void {
  const { part } = sheet.claim;
  if (part.kind !== 'institutional') return;
  const rule = ofKind(sheet, 'itemized-dates');
  if (!rule || sheet.period.from === sheet.period.to) return;
  const revenueCodes = codeListOf(rule, 'revenueCodes');
  let isDenied = false;
  for (const line of openLines(sheet)) {
    const date = line.line.serviceDate;
    if (!revenueCodes.has(line.line.revenueCode) || (date && date.from === date.to)) continue;
    isDenied = true;
    denyLine(sheet, line, rule, '', 'each day of service stands on a line of its own');
  }
  if (!isDenied) passed(sheet, rule, 'days of service are itemized');
}

/** FP-44, within one claim: tests on the day of outpatient surgery or the day before it are part of the surgery. */
export function checkPreAdmissionTests(sheet: Worksheet): void {
  const { claim } = sheet;
  if (claim.part.kind !== 'institutional' || careSetting(claim.facilityCode) !== 'outpatient') return;
  const rule = ofKind(sheet, 'pre-admission-tests');
  if (!rule) return;
  const tests = codeListOf(rule, 'testRevenueCodes');
  const surgeries = openLines(sheet).filter(({ line }) =>
    codeListOf(rule, 'surgeryRevenueCodes').has(line.revenueCode),
  );
  for (const line of openLines(sheet)) {
    if (!tests.has(line.line.revenueCode)) continue;
    const day = line.date.from;
    const surgery = surgeries.find(({ date }) => day === date.from || day === addDays(date.from, -1));
    if (surgery) denyLine(sheet, line, rule, 'surgery', `test before the surgery of line ${surgery.ordinal}`);
  }
}

function ofKind(sheet: Worksheet, kind: string): Rule | undefined {
  return ruleFor(sheet.profile, kind, sheet.lineOfBusiness, sheet.period.to);
}

function wordOf(rule: Rule, name: string): string {
  return rule.parameters.get(name) ?? '';
}
