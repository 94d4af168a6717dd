import { formatCents } from '../../money/cents.ts';
import { formatRate, MAX_UNITS } from '../../money/rate.ts';
import { type UnitFee, unitFeeCents } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { ContractTerm } from '../../reference/records.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { denied, type Price, type Ranked, waits } from './price.ts';
import { percentMap, wordSet } from './rule-values.ts';

/** Thousandths of a dollar in a cent. */
const E3_PER_CENT = 10;
const WHOLE = 10_000;

/**
 * KP-15: facility lines of a surgical center by the published lists: covered procedures (AA), ancillary services (BB).
 * The contract's percent is of the published rate. Discontinued procedures (73, 74) by the profile's percents.
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
  const basisPoints = facilityShare(modifiers, rule, term.percentBasisPoints);
  const fee = { amount: row.rateE3, perCent: E3_PER_CENT };
  const priceCents = unitFeeCents(fee, units, basisPoints);
  return {
    outcome: 'priced',
    by: rule,
    priceCents,
    text:
      `rate ${formatRate(row.rateE3, 3)} x ${units} x ${formatRate(basisPoints, 2)} % = ${formatCents(priceCents)}` +
      ` (payment indicator ${row.indicator}, list of ${table.from})`,
    basis: {
      method: 'asc',
      table: table.kind,
      vintage: table.from,
      row: procedure,
      factors: { rateE3: row.rateE3, units, basisPoints },
      rounding: 'price-cents',
    },
    ...(row.isDiscounted && { ranked: facilityRank(`asc ${day}`, fee, units, basisPoints, procedure) }),
  };
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
