import type { PayerProfile, Rule } from '../../reference/payer-profile.ts';
import type { LineOfBusiness } from '../../reference/plan.ts';
import { addMonths } from '../../x12/calendar.ts';
import { isActing, listParameter, wholeParameter } from '../disposition.ts';
import { employerGroupOf } from '../fund.ts';

/** What chooses the limit of a claim. */
export interface FilingFacts {
  readonly lineOfBusiness: LineOfBusiness;
  readonly fund: string;
  /** Another payer comes before us. */
  readonly isCoordinated: boolean;
  /** It was first sent to an automobile or work carrier, which refused it. */
  readonly wasMisdirected: boolean;
  /** CCYYMMDD. */
  readonly serviceDate: string;
}

const ANY_LINE = '*';

/**
 * The filing limit of a claim, acting or only recorded: that of a misdirected claim (KP-35) before that of coordinated
 * ones (KP-34) before that of the line of business (KP-30…KP-33). Undefined when the payer has none.
 */
export function filingLimitOf(
  profile: PayerProfile,
  facts: FilingFacts,
): { readonly rule: Rule; readonly acts: boolean } | undefined {
  const stated = limitsFor(profile, facts.lineOfBusiness);
  const { serviceDate } = facts;
  const found =
    (facts.wasMisdirected ? actingIn(stated, 'misdirected', serviceDate) : undefined) ??
    (facts.isCoordinated ? actingIn(stated, 'coordination', serviceDate) : undefined) ??
    actingIn(stated, '', serviceDate);
  if (found) return { rule: found, acts: true };
  const recorded = stated.find((rule) => !rule.parameters.has('situation'));
  return recorded && { rule: recorded, acts: false };
}

function actingIn(stated: readonly Rule[], situation: string, serviceDate: string): Rule | undefined {
  for (const rule of stated) {
    if (rule.kind !== 'timely-filing' || (rule.parameters.get('situation') ?? '') !== situation) continue;
    if (isActing(rule, serviceDate)) return rule;
  }
  return undefined;
}

/** Looked up once: every claim asks, and a profile has a hundred rules. */
const limitsOfProfile = new WeakMap<PayerProfile, Map<LineOfBusiness, readonly Rule[]>>();

function limitsFor(profile: PayerProfile, lineOfBusiness: LineOfBusiness): readonly Rule[] {
  const known = limitsOfProfile.get(profile) ?? new Map<LineOfBusiness, readonly Rule[]>();
  limitsOfProfile.set(profile, known);
  let limits = known.get(lineOfBusiness);
  if (limits === undefined) {
    limits = profile.rules.filter((rule) => rule.parameters.has('months') && holdsFor(rule, lineOfBusiness));
    known.set(lineOfBusiness, limits);
  }
  return limits;
}

/** The last day an original claim is taken, CCYYMMDD; '' when there is no date to count from. */
export function lastFilingDay(
  rule: Rule,
  fund: string,
  serviceDay: string,
  primaryPaymentDay: string,
): string {
  const fixed = rule.parameters.get('receivedBy') ?? '';
  if (fixed !== '') return fixed;
  switch (rule.parameters.get('anchor')) {
    case 'service-year':
      return serviceDay && endOfFilingYear(serviceDay);
    case 'primary-payment': {
      const day = primaryPaymentDay || serviceDay;
      return day && monthsAfter(day, monthsFor(rule, 'months', fund));
    }
    default:
      return serviceDay && monthsAfter(serviceDay, monthsFor(rule, 'months', fund));
  }
}

/** The day counted last: claims are judged in the order of their days. */
let counted = { day: '', months: 0, last: '' };

function monthsAfter(day: string, months: number): string {
  if (day !== counted.day || months !== counted.months)
    counted = { day, months, last: addMonths(day, months) };
  return counted.last;
}

/** Months of a limit; an employer group may have its own: parameter `months.GROUP` (KP-33). */
export function monthsFor(rule: Rule, parameter: 'months' | 'adjustmentMonths', fund: string): number {
  const group = employerGroupOf(fund);
  const own = group === '' ? parameter : `${parameter}.${group}`;
  return wholeParameter(rule, rule.parameters.has(own) ? own : parameter);
}

/** Before 2010 Medicare counted by years: to the end of the year after, the last quarter counting to the next year. */
function endOfFilingYear(serviceDay: string): string {
  const isLastQuarter = serviceDay.slice(4, 6) >= '10';
  return `${Number(serviceDay.slice(0, 4)) + (isLastQuarter ? 2 : 1)}1231`;
}

function holdsFor(rule: Rule, lineOfBusiness: LineOfBusiness): boolean {
  const lines = listParameter(rule, 'linesOfBusiness');
  return lines.includes(ANY_LINE) || lines.includes(lineOfBusiness);
}
