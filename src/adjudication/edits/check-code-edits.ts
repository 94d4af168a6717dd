import type { Rule } from '../../reference/payer-profile.ts';
import { ruleFor } from '../disposition.ts';
import { careSetting } from '../pricing/contract-term.ts';
import { denyLine, openLines, passed, type Worksheet } from '../worksheet.ts';
import { checkCodePairs } from './check-code-pairs.ts';
import { checkUnitLimits } from './check-unit-limits.ts';

/**
 * KP-13: what published tables say of codes beside each other and of the patient: age and sex, units, pairs, add-on
 * codes. A table that nobody has imported judges nothing. Inpatient stays have none.
 */
export function checkCodeEdits(sheet: Worksheet): void {
  const rule = ruleFor(sheet.profile, 'code-edits', sheet.lineOfBusiness, sheet.period.from);
  if (!rule) return;
  const isInstitutional = sheet.claim.part.kind === 'institutional';
  if (isInstitutional && careSetting(sheet.claim.facilityCode) === 'inpatient') return;
  const day = sheet.period.from;
  const { snapshot } = sheet;
  const hasTables =
    snapshot.rates('mue', day, 'practitioner') ??
    snapshot.rates('mue', day, 'outpatient') ??
    snapshot.rateParts('ncci-pairs', day)[0] ??
    snapshot.rates('add-on-codes', day) ??
    snapshot.rates('age-sex', day);
  if (!hasTables) return;
  const answers = [
    checkAgeSex(sheet, rule),
    checkUnitLimits(sheet, rule, isInstitutional ? 'outpatient' : 'practitioner'),
    checkCodePairs(sheet, rule),
    checkAddOns(sheet, rule),
  ];
  if (!answers.includes(true)) passed(sheet, rule, 'units, pairs and add-on codes are likely');
}

/** An add-on code is paid beside one of its primary codes only, on the same claim; open lists judge nothing. */
function checkAddOns(sheet: Worksheet, rule: Rule): boolean {
  let isDenied = false;
  for (const line of openLines(sheet)) {
    const addOn = sheet.snapshot.rates('add-on-codes', line.date.from)?.rows.get(line.line.procedure);
    if (addOn?.type !== '1') continue;
    const hasPrimary = sheet.lines.some(
      (other) =>
        other !== line &&
        !other.isDenied &&
        other.date.from === line.date.from &&
        addOn.primaries.has(other.line.procedure),
    );
    if (hasPrimary) continue;
    isDenied = true;
    denyLine(sheet, line, rule, 'add-on', 'an add-on code without its primary procedure');
  }
  return isDenied;
}

function checkAgeSex(sheet: Worksheet, rule: Rule): boolean {
  const { birthDate, gender } = sheet.claim.patient;
  let isDenied = false;
  for (const line of openLines(sheet)) {
    const limit = sheet.snapshot.rates('age-sex', line.date.from)?.rows.get(line.line.procedure);
    if (!limit) continue;
    // Sex U, or none told, contradicts nothing.
    const isOtherSex = limit.sex !== '' && (gender === 'F' || gender === 'M') && gender !== limit.sex;
    const years = ageInYears(birthDate, line.date.from);
    const isOtherAge = years !== undefined && (years < limit.fromYears || years > limit.toYears);
    if (!isOtherSex && !isOtherAge) continue;
    isDenied = true;
    if (isOtherSex) denyLine(sheet, line, rule, 'sex', "the service is not for the patient's sex");
    else denyLine(sheet, line, rule, 'age', "the service is not for the patient's age");
  }
  return isDenied;
}

/** Whole years on a day; a birthday on 29 February falls on 1 March in other years. Undefined without a birth date. */
export function ageInYears(birthDate: string, day: string): number | undefined {
  if (birthDate.length !== 8 || day.length !== 8) return undefined;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(4) < birthDate.slice(4) ? years - 1 : years;
}
