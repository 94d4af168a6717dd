import { formatCents } from '../../money/cents.ts';
import { formatRate, MAX_UNITS, medicareFeeCents, type RbrvsFactors, rbrvsRate } from '../../money/rate.ts';
import { type UnitFee, unitFeeCents } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { ContractTerm, GpciRow, RvuRow } from '../../reference/records.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { isKeptApart, modifierShare } from './modifier-share.ts';
import { gpciOf, isFacilityPlace, lineLocality } from './place-of-line.ts';
import { denied, type Price, type Ranked, waits } from './price.ts';
import { oneOfParameter, wordSet } from './rule-values.ts';

/** Modifiers with rows of their own in the published table. */
const COMPONENT_MODIFIERS = ['26', 'TC', '53'];
/** Active, restricted and injection: the rows that carry a payable value. */
const PAYABLE_STATUSES: ReadonlySet<string> = new Set(['A', 'R', 'T']);
/** `rvu-total-2`: KP rounds the total of values to two decimals; `fee-cents`: Medicare rounds the fee once. */
const ROUNDINGS = ['rvu-total-2', 'fee-cents'] as const;
/** Cuts of the second and further services of a day by the table's own digit (diagnostic imaging, cardiology, eyes). */
const IMAGING_TECHNICAL = 5000;
const IMAGING_PROFESSIONAL = 500;
const CARDIOVASCULAR_TECHNICAL = 2500;
const OPHTHALMOLOGY_TECHNICAL = 2000;
const THERAPY_PRACTICE = 5000;

/** The row that prices a line: its component's own row, else the whole service; undefined when there is none. */
export function rvuRowOf(sheet: Worksheet, { line, date }: WorksheetLine): RvuRow | undefined {
  let whole: RvuRow | undefined;
  for (const modifier of COMPONENT_MODIFIERS) {
    if (!line.modifiers.includes(modifier)) continue;
    const row = sheet.snapshot.rvu(line.procedure, modifier, date.from);
    if (row) return row;
    whole ??= sheet.snapshot.rvu(line.procedure, '', date.from);
    // A component without a row is priced only where the table says that the code is that component.
    if (modifier !== '53' && !whole?.indicators) return undefined;
  }
  return whole ?? sheet.snapshot.rvu(line.procedure, '', date.from);
}

/** Whether the row carries values that this rule pays by. */
export function isPayable(row: RvuRow, rule: Rule): boolean {
  const statuses = wordSet(rule, 'payableStatuses');
  if (!(statuses.size === 0 ? PAYABLE_STATUSES : statuses).has(row.status)) return false;
  const { workHundredths, nonFacilityPracticeHundredths, facilityPracticeHundredths } = row;
  return workHundredths + nonFacilityPracticeHundredths + facilityPracticeHundredths > 0;
}

/** KP-41: relative values by locality and site of service × conversion factor × units × what the modifiers leave. */
export function rbrvs(
  sheet: Worksheet,
  line: WorksheetLine,
  term: ContractTerm,
  rule: Rule,
  row: RvuRow,
): Price {
  const { modifiers, procedure, unit, unitsMilli = 0 } = line.line;
  if (unit === 'MJ' || unitsMilli % 1000 !== 0)
    return waits(rule, 'time or part units have no relative value');
  const units = unitsMilli / 1000;
  if (units > MAX_UNITS) return waits(rule, 'more units than can be priced');
  const share = modifierShare(modifiers, row, rule);
  if (share.outcome === 'pend') return waits(rule, share.text);
  if (share.outcome === 'deny') return denied(rule, share.clause, share.text);
  const locality = lineLocality(sheet, line, rule);
  const gpci = gpciOf(sheet, locality, rule, line.date.from);
  if (!gpci) return waits(rule, 'no practice cost index on file');
  const isFacility = isFacilityPlace(sheet, line, rule);
  const factors = factorsOf(row, gpci, isFacility, term.conversionFactorE4);
  const rounding = oneOfParameter(rule, 'rounding', ROUNDINGS, 'rvu-total-2');
  const { fee, words } = unitFee(factors, rounding);
  if (fee.amount === 0) return waits(rule, 'the table gives no payable value');
  const { basisPoints } = share;
  const priceCents = unitFeeCents(fee, units, basisPoints);
  const ranked =
    row.indicators && share.isRanked && !isKeptApart(modifiers, rule)
      ? rankedOf({
          sheet,
          line,
          row,
          gpci,
          factors,
          rounding,
          fee,
          units,
          basisPoints,
          isFacility,
          procedure,
        })
      : undefined;
  return {
    outcome: 'priced',
    by: rule,
    priceCents,
    text:
      `${words} x ${units}${share.words} = ${formatCents(priceCents)} (locality ${locality}, ` +
      `${isFacility ? 'facility' : 'non-facility'}, table of ${row.from}${row.modifier && `, modifier ${row.modifier}`})`,
    basis: {
      method: 'rbrvs',
      table: row.indicators ? 'pprrvu' : 'fee-schedule',
      vintage: row.from,
      row: row.modifier === '' ? row.code : `${row.code} ${row.modifier}`,
      factors: { ...factors, units, basisPoints },
      rounding,
    },
    ...(ranked && { ranked }),
  };
}

function factorsOf(
  row: RvuRow,
  gpci: GpciRow,
  isFacility: boolean,
  conversionFactorE4: number,
): RbrvsFactors {
  return {
    workHundredths: row.workHundredths,
    practiceHundredths: isFacility ? row.facilityPracticeHundredths : row.nonFacilityPracticeHundredths,
    malpracticeHundredths: row.malpracticeHundredths,
    workGpciThousandths: gpci.workThousandths,
    practiceGpciThousandths: gpci.practiceThousandths,
    malpracticeGpciThousandths: gpci.malpracticeThousandths,
    conversionFactorE4,
  };
}

function unitFee(
  factors: RbrvsFactors,
  rounding: (typeof ROUNDINGS)[number],
): { readonly fee: UnitFee; readonly words: string } {
  const factor = formatRate(factors.conversionFactorE4, 4);
  if (rounding === 'fee-cents') {
    const amount = medicareFeeCents(factors);
    return { fee: { amount, perCent: 1 }, words: `fee ${formatCents(amount)} at ${factor}` };
  }
  const { fee, rvuHundredths } = rbrvsRate(factors);
  return { fee, words: `${formatCents(rvuHundredths)} RVU x ${factor}` };
}

interface RankingOf {
  readonly sheet: Worksheet;
  readonly line: WorksheetLine;
  readonly row: RvuRow;
  readonly gpci: GpciRow;
  readonly factors: RbrvsFactors;
  readonly rounding: (typeof ROUNDINGS)[number];
  readonly fee: UnitFee;
  readonly units: number;
  readonly basisPoints: number;
  readonly isFacility: boolean;
  readonly procedure: string;
}

/** How the line is ranked with others of its day, by the table's multiple-procedure digit; undefined when it is not. */
function rankedOf(of: RankingOf): Ranked | undefined {
  const { line, row, fee, units, basisPoints, procedure } = of;
  const indicator = row.indicators!.multipleProcedure;
  const common = {
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
  const day = line.date.from;
  switch (indicator) {
    case '2':
      return { ...common, kind: 'surgery', key: `surgery ${day}` };
    case '3': {
      const familyBase = row.indicators!.endoscopicBase;
      const base = familyBase === '' ? undefined : of.sheet.snapshot.rvu(familyBase, '', day);
      return {
        ...common,
        kind: 'endoscopy',
        key: `surgery ${day}`,
        familyBase,
        familyBaseCents: base ? feeOf(of, base) : 0,
      };
    }
    case '4':
      return {
        ...common,
        ...components(of),
        kind: 'imaging',
        key: `imaging ${row.indicators!.imagingFamily} ${day}`,
        professionalCut: IMAGING_PROFESSIONAL,
        technicalCut: IMAGING_TECHNICAL,
      };
    case '5': {
      // What falls is the practice expense, whole or with its work left alone.
      const without = unitFee({ ...of.factors, practiceHundredths: 0 }, of.rounding).fee;
      const technicalCents = unitFeeCents(fee, 1) - unitFeeCents(without, 1);
      return {
        ...common,
        kind: 'therapy',
        key: `therapy ${day}`,
        technicalCents,
        technicalCut: THERAPY_PRACTICE,
      };
    }
    case '6':
    case '7':
      return {
        ...common,
        ...components(of),
        kind: 'component',
        key: `component ${indicator} ${day}`,
        professionalCut: 0,
        technicalCut: indicator === '6' ? CARDIOVASCULAR_TECHNICAL : OPHTHALMOLOGY_TECHNICAL,
      };
    default:
      return undefined;
  }
}

/** One unit's professional and technical part: the line's own component, or the rows of both beside the whole service. */
function components(of: RankingOf): { readonly professionalCents: number; readonly technicalCents: number } {
  const whole = unitFeeCents(of.fee, 1, of.basisPoints);
  if (of.row.modifier === '26') return { professionalCents: whole, technicalCents: 0 };
  if (of.row.modifier === 'TC') return { professionalCents: 0, technicalCents: whole };
  const professional = of.sheet.snapshot.rvu(of.procedure, '26', of.line.date.from);
  if (!professional) return { professionalCents: 0, technicalCents: whole };
  const professionalCents = Math.min(whole, feeOf(of, professional));
  return { professionalCents, technicalCents: whole - professionalCents };
}

function feeOf({ gpci, isFacility, factors, rounding }: RankingOf, row: RvuRow): number {
  return unitFeeCents(unitFee(factorsOf(row, gpci, isFacility, factors.conversionFactorE4), rounding).fee, 1);
}
