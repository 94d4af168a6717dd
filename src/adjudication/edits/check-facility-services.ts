import { ruleFor } from '../disposition.ts';
import { careSetting } from '../pricing/contract-term.ts';
import { codeListOf, wordSet } from '../pricing/rule-values.ts';
import { denyLine, openLines, passed, type Worksheet } from '../worksheet.ts';

/** KP-49: for the lines of business named, evaluation and management has no facility charge, under any revenue code. */
export function checkFacilityEvaluation(sheet: Worksheet): void {
  if (sheet.claim.part.kind !== 'institutional') return;
  const rule = ruleFor(sheet.profile, 'facility-evaluation', sheet.lineOfBusiness, sheet.period.from);
  // The rule names its lines of business: without one it holds for nobody, not for all.
  if (!rule || !wordSet(rule, 'linesOfBusiness').has(sheet.lineOfBusiness)) return;
  const procedures = codeListOf(rule, 'procedures');
  let isDenied = false;
  for (const line of openLines(sheet)) {
    if (!procedures.has(line.line.procedure)) continue;
    isDenied = true;
    denyLine(sheet, line, rule, '', 'a facility charge for evaluation and management');
  }
  if (!isDenied) passed(sheet, rule, 'no facility charge for evaluation and management');
}

/** KP-15: a surgical center that bills on a professional claim marks its facility lines with SG. */
export function checkSurgicalCenter(sheet: Worksheet): void {
  const { claim } = sheet;
  if (claim.part.kind !== 'professional') return;
  const rule = ruleFor(sheet.profile, 'surgical-center', sheet.lineOfBusiness, sheet.period.from);
  if (!rule || !wordSet(rule, 'taxonomies').has(claim.billing.taxonomy)) return;
  const places = wordSet(rule, 'places');
  let isDenied = false;
  for (const line of openLines(sheet)) {
    if (!places.has(line.line.placeOfService || claim.facilityCode)) continue;
    if (line.line.modifiers.includes('SG')) continue;
    isDenied = true;
    denyLine(sheet, line, rule, 'modifier', 'a facility line of a surgical center without SG');
  }
  if (!isDenied) passed(sheet, rule, 'facility lines of a surgical center are marked');
}

/** KP-50: outpatient facility lines carry the procedure code that the revenue code needs, whatever the method. */
export function checkOutpatientData(sheet: Worksheet): void {
  const { claim } = sheet;
  if (claim.part.kind !== 'institutional' || careSetting(claim.facilityCode) !== 'outpatient') return;
  const rule = ruleFor(sheet.profile, 'outpatient-groups', sheet.lineOfBusiness, sheet.period.from);
  if (!rule) return;
  const revenueCodes = codeListOf(rule, 'procedureRevenueCodes');
  for (const line of openLines(sheet))
    if (line.line.procedure === '' && revenueCodes.has(line.line.revenueCode))
      denyLine(sheet, line, rule, 'data', 'the revenue code needs a procedure code');
}
