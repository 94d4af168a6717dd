import { formatCents } from '../../money/cents.ts';
import { formatRate, MAX_UNITS } from '../../money/rate.ts';
import { type UnitFee, unitFeeCents } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { AscRate } from '../../reference/rate-tables.ts';
import type { ContractTerm } from '../../reference/records.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { denied, type Price, type Ranked, waits } from './price.ts';
import { percentMap, wordSet } from './rule-values.ts';

/** Thousandths of a dollar in a cent. */
const E3_PER_CENT = 10;
const WHOLE = 10_000;

/**
 * KP-15: facility lines of a surgical center by the published lists: covered procedures (AA), ancillary services (BB).
 * The contract's percent is of the published rate. Discontinued procedures (73, 74) by the profile's percents; a device
 * that was not bought leaves the rate by its published offset (FF). Pass-through devices have no rate and wait.
 */
export function surgicalCenter(sheet: Worksheet, line: WorksheetLine, term: ContractTerm, rule: Rule): Price {
  const { procedure, modifiers, unit, unitsMilli = 0 } = line.line;
  const day = line.date.from;
  const surgical = sheet.snapshot.rates('asc-addendum-aa', day);
  const table = surgical?.rows.has(procedure) ? surgical : sheet.snapshot.rates('asc-addendum-bb', day);
  const row = table?.rows.get(procedure);
  if (!table || !row) return denied(rule, 'not-listed', 'not on the list of surgical centers');
  if (wordSet(rule, 'packagedIndicators').has(row.indicator))
    return denied(rule, 'packaged', `payment indicator ${row.indicator}: packaged`);
  if (row.rateE3 === 0) return waits(rule, 'the list gives no rate');
  if (unit === 'MJ' || unitsMilli % 1000 !== 0) return waits(rule, 'time or part units have no rate');
  const units = unitsMilli / 1000;
  if (units > MAX_UNITS) return waits(rule, 'more units than can be priced');
  const credit = deviceCredit(sheet, line, row);
  if (typeof credit === 'string') return waits(rule, credit);
  const basisPoints = facilityShare(modifiers, rule, term.percentBasisPoints);
  const fee = { amount: row.rateE3 - credit.offsetE3, perCent: E3_PER_CENT };
  const priceCents = unitFeeCents(fee, units, basisPoints);
  return {
    outcome: 'priced',
    by: rule,
    priceCents,
    text:
      `rate ${formatRate(row.rateE3, 3)}${credit.words} x ${units} x ${formatRate(basisPoints, 2)} % = ${formatCents(priceCents)}` +
      ` (payment indicator ${row.indicator}, list of ${table.from})`,
    basis: {
      method: 'asc',
      table: table.kind,
      vintage: table.from,
      row: procedure,
      factors: { rateE3: row.rateE3, deviceOffsetE3: credit.offsetE3, units, basisPoints },
      rounding: 'price-cents',
    },
    ...(row.isDiscounted && { ranked: facilityRank(`asc ${day}`, fee, units, basisPoints, procedure) }),
  };
}

/** Payment is for the device to a large part. */
const DEVICE_INTENSIVE = 'J8';
/** Parts of the device offset that a modifier takes out of the rate, in basis points. */
const DEVICE_CREDITS: Readonly<Record<string, number>> = {
  /** The device cost nothing. */
  FB: WHOLE,
  /** Half or more of it was credited. */
  FC: WHOLE / 2,
  /** Stopped before anesthesia: no device was used. */
  '73': WHOLE,
};

interface DeviceCredit {
  readonly offsetE3: number;
  readonly words: string;
}

/** What leaves the rate of a device-intensive procedure because its device was not bought, or why nobody can say. */
function deviceCredit(
  sheet: Worksheet,
  { line, date }: WorksheetLine,
  { indicator }: AscRate,
): DeviceCredit | string {
  const modifier = line.modifiers.find((each) => DEVICE_CREDITS[each] !== undefined);
  if (indicator !== DEVICE_INTENSIVE || modifier === undefined) return { offsetE3: 0, words: '' };
  const row = sheet.snapshot.rates('asc-addendum-ff', date.from)?.rows.get(line.procedure);
  if (!row) return 'no device offset on file';
  const offsetE3 = Math.round((row.offsetE3 * DEVICE_CREDITS[modifier]!) / WHOLE);
  return { offsetE3, words: ` less device ${formatRate(offsetE3, 3)} (${modifier})` };
}

/** The contract's percent times that of each modifier the profile names: 73, 52. */
export function facilityShare(modifiers: readonly string[], rule: Rule, basisPoints: number): number {
  const percents = percentMap(rule, 'modifierPercents');
  let share = basisPoints;
  for (const modifier of modifiers) {
    const percent = percents.get(modifier);
    if (percent !== undefined) share = Math.round((share * percent) / WHOLE);
  }
  return share;
}

export function facilityRank(
  key: string,
  fee: UnitFee,
  units: number,
  basisPoints: number,
  procedure: string,
): Ranked {
  return {
    kind: 'facility',
    key,
    fee,
    units,
    basisPoints,
    procedure,
    familyBase: '',
    familyBaseCents: 0,
    professionalCents: 0,
    technicalCents: 0,
    professionalCut: 0,
    technicalCut: 0,
  };
}
