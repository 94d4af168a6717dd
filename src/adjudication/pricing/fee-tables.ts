import { formatCents } from '../../money/cents.ts';
import { formatRate, MAX_UNITS, shareCents } from '../../money/rate.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { ContractTerm } from '../../reference/records.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { isFacilityPlace } from './place-of-line.ts';
import { type Price, waits } from './price.ts';
import { wordSet } from './rule-values.ts';

/**
 * KP-42, first half: fee schedules in the order the payer names them (laboratory, gap filler). The trace says which.
 *
 * @param placeRule names the facility places
 */
export function feeTables(
  sheet: Worksheet,
  line: WorksheetLine,
  rule: Rule,
  placeRule: Rule,
): Price | undefined {
  const { procedure, modifiers, unit, unitsMilli = 0 } = line.line;
  for (const schedule of wordSet(rule, 'schedules')) {
    const table = sheet.snapshot.rates('fees', line.date.from, schedule);
    if (!table) continue;
    const modifier = modifiers.find((each) => table.rows.has(`${procedure} ${each}`)) ?? '';
    const fee = table.rows.get(`${procedure} ${modifier}`);
    if (!fee) continue;
    if (unit === 'MJ' || unitsMilli % 1000 !== 0) return waits(rule, 'time or part units have no fee');
    const units = unitsMilli / 1000;
    if (units > MAX_UNITS) return waits(rule, 'more units than can be priced');
    const isFacility = isFacilityPlace(sheet, line, placeRule);
    const feeCents = isFacility ? fee.facilityCents : fee.nonFacilityCents;
    const priceCents = feeCents * units;
    return {
      outcome: 'priced',
      by: rule,
      priceCents,
      text: `${schedule} fee ${formatCents(feeCents)} x ${units} = ${formatCents(priceCents)} (schedule of ${table.from})`,
      basis: {
        method: 'fee-schedule',
        table: `fees ${schedule}`,
        vintage: table.from,
        row: modifier === '' ? procedure : `${procedure} ${modifier}`,
        factors: { feeCents, units },
        rounding: 'none',
      },
    };
  }
  return undefined;
}

/** KP-42, second half: no value anywhere, so the contract's percent of the charge, if it states one. */
export function defaultPercent(
  { chargeCents }: WorksheetLine,
  term: ContractTerm,
  rule: Rule,
): Price | undefined {
  const basisPoints = term.defaultBasisPoints;
  return basisPoints === undefined
    ? undefined
    : percentPrice(chargeCents, basisPoints, rule, 'no fee on file: ');
}

/** A percent of the charge, half a cent up. */
export function percentPrice(
  chargeCents: number,
  basisPoints: number,
  by: Pick<Rule, 'id' | 'section'>,
  words: string,
): Price {
  const priceCents = shareCents(chargeCents, basisPoints);
  return {
    outcome: 'priced',
    by,
    priceCents,
    text: `${words}${formatRate(basisPoints, 2)} % of ${formatCents(chargeCents)} = ${formatCents(priceCents)}`,
    basis: {
      method: 'percent-of-charge',
      table: 'contract',
      vintage: '',
      row: '',
      factors: { chargeCents, basisPoints },
      rounding: 'price-cents',
    },
  };
}
