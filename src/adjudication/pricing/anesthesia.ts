import { formatCents } from '../../money/cents.ts';
import { formatRate } from '../../money/rate.ts';
import { halfUp } from '../../money/rounding.ts';
import { productHalfUp } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { ContractTerm } from '../../reference/records.ts';
import { ruleFor } from '../disposition.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { carrierLocality, lineLocality } from './place-of-line.ts';
import { type Price, waits } from './price.ts';
import { codeListOf, numberParameter, oneOfParameter, percentMap, wordSet } from './rule-values.ts';

const MINUTES_PER_HOUR = 60;
const ROUNDINGS = ['time-units-1', 'time-units-2', 'time-units-0', 'time-units-up'] as const;
/** A day of anesthesia and then some; more is a slip of the key. */
const MAX_MINUTES = 3000;
const WHOLE = 10_000;

/** Whether the payer prices the code as anesthesia (KP-46): the zero codes. */
export function isAnesthesia(rule: Rule | undefined, procedure: string): rule is Rule {
  return rule !== undefined && codeListOf(rule, 'procedures').has(procedure);
}

/**
 * KP-46: (base units + time units) × conversion factor × share of medical direction. Time is in minutes (SV103 = MJ);
 * how many make a unit and how units are rounded is the payer's. KP-47: labor has time units of its own.
 */
export function anesthesia(sheet: Worksheet, line: WorksheetLine, term: ContractTerm, rule: Rule): Price {
  const { procedure, modifiers, unit, unitsMilli = 0 } = line.line;
  const day = line.date.from;
  const base = sheet.snapshot.rates('anesthesia-base-units', day);
  const baseUnits = base?.rows.get(procedure);
  if (!base || baseUnits === undefined) return waits(rule, 'no anesthesia base units on file');
  if (codeListOf(rule, 'byReport').has(procedure)) return waits(rule, 'anesthesia that is priced by report');
  const share = directionShare(modifiers, rule);
  if (share === undefined) return waits(rule, 'no modifier says who gave the anesthesia');
  const locality = lineLocality(sheet, line, rule);
  const factor = factorOf(sheet, line, term, rule, locality);
  if (factor.factorE4 === undefined) return waits(rule, 'no anesthesia conversion factor on file');
  const isUntimed = codeListOf(rule, 'untimed').has(procedure);
  if (!isUntimed && unit !== 'MJ') return waits(rule, 'anesthesia is billed in minutes');
  if (unitsMilli > MAX_MINUTES * 1000) return waits(rule, 'more minutes than can be priced');
  const time: TimeUnits = isUntimed
    ? { hundredths: 0, words: '' }
    : timeUnits(sheet, line, rule, procedure, unitsMilli);
  // Supervision of more than four: a fixed number of units, whatever the base and time.
  const supervised = modifiers.includes('AD') ? numberParameter(rule, 'supervisionUnits', 3) : undefined;
  const unitsHundredths =
    supervised !== undefined
      ? supervised * 100
      : isUntimed
        ? halfUp(baseUnits * Math.max(1000, unitsMilli), 10)
        : (time.withoutBase ? 0 : baseUnits * 100) + time.hundredths;
  // Hundredths of units × ten-thousandths of a dollar × ten-thousandths: a cent is 10^8 of them.
  const priceCents = productHalfUp(100_000_000, unitsHundredths, factor.factorE4, share.basisPoints);
  const units = formatRate(unitsHundredths, 2);
  const made =
    supervised !== undefined
      ? 'supervision'
      : isUntimed
        ? `base ${baseUnits}`
        : `base ${baseUnits} + ${time.words}`;
  const shareWords = share.basisPoints === WHOLE ? '' : ` x ${share.basisPoints / 100} % (${share.modifier})`;
  return {
    outcome: 'priced',
    by: time.rule ?? rule,
    priceCents,
    text:
      `${units} units (${made}) x ${formatRate(factor.factorE4, 4)}${shareWords} = ${formatCents(priceCents)}` +
      ` (${factor.words}, base units of ${base.from})`,
    basis: {
      method: 'anesthesia',
      table: base.kind,
      vintage: base.from,
      row: procedure,
      factors: {
        baseUnits,
        minutesMilli: unitsMilli,
        unitsHundredths,
        conversionFactorE4: factor.factorE4,
        basisPoints: share.basisPoints,
      },
      rounding: oneOfParameter(rule, 'rounding', ROUNDINGS, 'time-units-1'),
    },
  };
}

interface TimeUnits {
  readonly hundredths: number;
  readonly words: string;
  /** KP-47: the payer's list of labor codes may leave the base out. */
  readonly withoutBase?: boolean;
  readonly rule?: Rule;
}

function timeUnits(
  sheet: Worksheet,
  line: WorksheetLine,
  rule: Rule,
  procedure: string,
  minutesMilli: number,
): TimeUnits {
  const labor = ruleFor(sheet.profile, 'labor-anesthesia', sheet.lineOfBusiness, line.date.from);
  if (labor && wordSet(labor, 'procedures').has(procedure)) {
    // A started first hour earns its units whole, every further hour or part of one its own.
    const hours = Math.max(1, Math.ceil(minutesMilli / (MINUTES_PER_HOUR * 1000)));
    const units =
      numberParameter(labor, 'firstHourUnits', 5) +
      (hours - 1) * numberParameter(labor, 'furtherHourUnits', 1);
    return {
      hundredths: units * 100,
      words: `${units} for ${hours} ${hours === 1 ? 'hour' : 'hours'} of labor`,
      withoutBase: labor.parameters.get('addBaseUnits') === 'no',
      rule: labor,
    };
  }
  const perHour = numberParameter(rule, 'unitsPerHour', 4);
  const rounding = oneOfParameter(rule, 'rounding', ROUNDINGS, 'time-units-1');
  const hundredths = roundedTime(minutesMilli, perHour, rounding);
  return {
    hundredths,
    words: `${formatRate(hundredths, 2)} for ${minutesMilli / 1000} minutes at ${perHour} per hour`,
  };
}

/** Hundredths of time units. @param perHour 5 for units of twelve minutes, 4 for fifteen */
export function roundedTime(
  minutesMilli: number,
  perHour: number,
  rounding: 'time-units-1' | 'time-units-2' | 'time-units-0' | 'time-units-up',
): number {
  const denominator = MINUTES_PER_HOUR * 1000;
  switch (rounding) {
    case 'time-units-1':
      return halfUp(minutesMilli * perHour * 10, denominator) * 10;
    case 'time-units-2':
      return halfUp(minutesMilli * perHour * 100, denominator);
    case 'time-units-0':
      return halfUp(minutesMilli * perHour, denominator) * 100;
    case 'time-units-up':
      return Math.ceil((minutesMilli * perHour) / denominator) * 100;
  }
}

/** Who gave it: AA, QZ the whole, QK, QX, QY a half. QS and physical status are no payment modifiers (KP-16). */
function directionShare(
  modifiers: readonly string[],
  rule: Rule,
): { readonly modifier: string; readonly basisPoints: number } | undefined {
  const shares = percentMap(rule, 'modifierPercents');
  for (const modifier of modifiers) {
    const basisPoints = shares.get(modifier);
    if (basisPoints !== undefined) return { modifier, basisPoints };
  }
  return undefined;
}

function factorOf(
  sheet: Worksheet,
  line: WorksheetLine,
  term: ContractTerm,
  rule: Rule,
  locality: string,
): { readonly factorE4: number | undefined; readonly words: string } {
  if (term.anesthesiaFactorE4 !== undefined)
    return { factorE4: term.anesthesiaFactorE4, words: 'factor of the contract' };
  const table = sheet.snapshot.rates('anesthesia-cf', line.date.from);
  return {
    factorE4: table?.rows.get(carrierLocality(locality, rule)),
    words: `locality ${locality}, factors of ${table?.from ?? ''}`,
  };
}
