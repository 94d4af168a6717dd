import type { Rule } from '../../reference/payer-profile.ts';
import { addDays } from '../../x12/calendar.ts';
import { ruleFor } from '../disposition.ts';
import type { GlobalService } from '../global-service.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { codeListOf } from './rule-values.ts';

/** Days after the procedure that its global period covers; other periods package nothing. */
const DAYS_AFTER: Readonly<Record<string, number>> = { '000': 0, '010': 10, '090': 90 };
/** An assistant's share has no package of its own. */
const ASSISTANTS = ['80', '81', '82', 'AS'];
/** A later procedure that was planned, unrelated, or needed the operating room again is paid apart. */
const APART = ['58', '78', '79'];

/** The rule that packages services of professional claims, where the profile has one. */
export function globalRule(
  sheet: Pick<Worksheet, 'profile' | 'lineOfBusiness' | 'period'>,
): Rule | undefined {
  const rule = ruleFor(sheet.profile, 'rbrvs', sheet.lineOfBusiness, sheet.period.from);
  return rule?.parameters.has('globalVisits') ? rule : undefined;
}

/** The line as the package of a surgery sees it; undefined when it is none of its concern. */
export function globalServiceOf(
  sheet: Worksheet,
  { line, ordinal, date }: WorksheetLine,
  rule: Rule,
): GlobalService | undefined {
  const { procedure, modifiers } = line;
  const indicators = sheet.snapshot.rvu(procedure, '', date.from)?.indicators;
  // The short form of the table names no periods: nothing is packaged by it.
  if (!indicators) return undefined;
  const days = packageDays(indicators.globalDays, modifiers, date.from);
  if (!days && !codeListOf(rule, 'globalVisits').has(procedure)) return undefined;
  const provider = line.rendering ?? sheet.claim.rendering ?? sheet.claim.billing;
  // A clinic's own taxonomy is no physician's specialty.
  const isPhysician = provider !== sheet.claim.billing || provider.entityType === '1';
  const specialty = provider.taxonomy || (sheet.snapshot.provider(provider.npi)?.taxonomy ?? '');
  return {
    line: ordinal,
    procedure,
    modifiers,
    day: date.from,
    providerNpi: provider.npi,
    specialty: isPhysician ? specialty : '',
    packageFrom: days?.from ?? '',
    packageTo: days?.to ?? '',
  };
}

/** What of the period a surgery's modifiers leave: the operation alone, the care before it, or the care after it. */
function packageDays(
  globalDays: string,
  modifiers: readonly string[],
  day: string,
): { readonly from: string; readonly to: string } | undefined {
  const after = DAYS_AFTER[globalDays];
  if (after === undefined || modifiers.some((modifier) => ASSISTANTS.includes(modifier))) return undefined;
  const from = after === 90 ? addDays(day, -1) : day;
  if (modifiers.includes('55')) return { from: addDays(day, 1), to: addDays(day, after) };
  // 54, 56: others care for the patient afterwards; 78: the first operation's period goes on, none begins.
  if (modifiers.some((modifier) => modifier === '54' || modifier === '56')) return { from, to: day };
  if (modifiers.includes('78')) return { from: day, to: day };
  return { from, to: addDays(day, after) };
}

/**
 * Whether a service is in the price of a surgery: by the same physician, within the period, and without a modifier that
 * says it was for something else: of a visit 24 after the day, 25 on it, 57 when it decided on the surgery; of a later
 * procedure 58, 78, 79.
 */
export function isInPackage(service: GlobalService, surgery: GlobalService, rule: Rule): boolean {
  const { day, modifiers, procedure } = service;
  const { packageFrom, packageTo } = surgery;
  if (packageTo === '' || day < packageFrom || packageTo < day || !isSamePhysician(service, surgery))
    return false;
  const has = (freeing: readonly string[]): boolean =>
    modifiers.some((modifier) => freeing.includes(modifier));
  if (codeListOf(rule, 'globalVisits').has(procedure)) {
    if (day > surgery.day) return !has(['24']);
    return !has(packageFrom < surgery.day ? ['25', '57'] : ['25']);
  }
  return day > surgery.day && codeListOf(rule, 'globalProcedures').has(procedure) && !has(APART);
}

/** Physicians of one group and specialty bill as one; whose specialty nobody says counts as the group's. */
function isSamePhysician(left: GlobalService, right: GlobalService): boolean {
  return (
    left.providerNpi === right.providerNpi ||
    left.specialty === '' ||
    right.specialty === '' ||
    left.specialty === right.specialty
  );
}
