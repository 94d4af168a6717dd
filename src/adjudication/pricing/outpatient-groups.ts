import { formatCents } from '../../money/cents.ts';
import { formatRate, MAX_UNITS } from '../../money/rate.ts';
import { unitFeeCents } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { ApcRate, RateTable } from '../../reference/rate-tables.ts';
import type { ContractTerm } from '../../reference/records.ts';
import { ruleFor } from '../disposition.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { feeTables } from './fee-tables.ts';
import { compositePrices } from './outpatient-composites.ts';
import { denied, type Price, waits } from './price.ts';
import { wordSet } from './rule-values.ts';
import { facilityRank, facilityShare } from './surgical-center.ts';

const E3_PER_CENT = 10;
/** Paid by the unit, apart from everything else. */
const SEPARATE = new Set(['G', 'K', 'K1', 'P', 'Q3', 'R', 'S', 'T', 'U', 'V', 'J2']);
/** What packages a conditionally packaged service of the day (status indicators in the publisher's own words). */
const PACKAGED_BY: Readonly<Record<string, readonly string[]>> = {
  Q1: ['S', 'T', 'V', 'J1', 'J2'],
  Q2: ['T', 'J1'],
  Q4: ['J1', 'J2', 'S', 'T', 'V', 'Q1', 'Q2', 'Q3'],
};
/** Paid even beside a comprehensive procedure. */
const BESIDE_COMPREHENSIVE = new Set(['F', 'G', 'H', 'L', 'U']);

interface GroupedLine {
  readonly line: WorksheetLine;
  readonly row: ApcRate | undefined;
}

/**
 * Outpatient lines by payment groups (KP-50 where the contract says so): status indicators, packaging, comprehensive
 * groups, composites, multiple-procedure discount. The complexity adjustment of two comprehensive procedures is not made:
 * its pairs stand in no published table that is read here.
 */
export function outpatientGroups(
  sheet: Worksheet,
  lines: readonly WorksheetLine[],
  term: ContractTerm,
  rule: Rule,
): Price[] {
  const table = sheet.snapshot.rates('opps-addendum-b', lines[0]?.date.from ?? '');
  if (!table) return lines.map(() => waits(rule, 'no table of outpatient groups on file'));
  const grouped = lines.map((line): GroupedLine => ({ line, row: table.rows.get(line.line.procedure) }));
  const comprehensive = grouped
    .filter(({ row }) => row?.status === 'J1')
    .reduce<GroupedLine | undefined>(
      (dearest, each) => (dearest && dearest.row!.rateE3 >= each.row!.rateE3 ? dearest : each),
      undefined,
    );
  const groups = { term, rule, table, grouped, comprehensive };
  const prices = grouped.map((each) => lineGroup(sheet, each, groups));
  return compositePrices(sheet, lines, prices, { term, rule, table });
}

interface Groups {
  readonly term: ContractTerm;
  readonly rule: Rule;
  readonly table: RateTable<'opps-addendum-b'>;
  readonly grouped: readonly GroupedLine[];
  readonly comprehensive: GroupedLine | undefined;
}

function lineGroup(sheet: Worksheet, each: GroupedLine, groups: Groups): Price {
  const { line, row } = each;
  const { rule, comprehensive, grouped } = groups;
  if (line.line.procedure === '')
    return wordSet(rule, 'procedureRevenueCodes').has(line.line.revenueCode)
      ? denied(rule, 'data', 'the revenue code needs a procedure code')
      : denied(rule, 'packaged', 'no procedure code: packaged into the services of the claim');
  if (!row) return waits(rule, 'no fee on file');
  const { status } = row;
  if (comprehensive && each !== comprehensive && !BESIDE_COMPREHENSIVE.has(status))
    return denied(
      rule,
      'packaged',
      `packaged into the comprehensive procedure of line ${comprehensive.line.ordinal}`,
    );
  if (status === 'N') return denied(rule, 'packaged', 'status N: packaged');
  const packagers = PACKAGED_BY[status];
  if (packagers) {
    const by = grouped.find(
      (other) =>
        other !== each &&
        other.line.date.from === line.date.from &&
        other.row !== undefined &&
        packagers.includes(other.row.status),
    );
    if (by) return denied(rule, 'packaged', `status ${status}: packaged into line ${by.line.ordinal}`);
  }
  if (status === 'J1' || SEPARATE.has(status) || ((status === 'Q1' || status === 'Q2') && row.rateE3 > 0))
    return groupPrice(line, row, groups);
  if (status === 'A' || status === 'Q4') return otherSchedule(sheet, line, rule);
  if (status === 'C') return denied(rule, 'inpatient-only', 'status C: paid for inpatients only');
  if (wordSet(rule, 'noncoveredStatuses').has(status))
    return denied(rule, 'not-covered', `status ${status}: not paid for outpatients`);
  return waits(rule, `status ${status} has no published rate`);
}

function groupPrice(line: WorksheetLine, row: ApcRate, { rule, term, table }: Groups): Price {
  const { procedure, modifiers, unit, unitsMilli = 0 } = line.line;
  if (row.rateE3 === 0) return waits(rule, 'the group has no rate');
  if (unit === 'MJ' || unitsMilli % 1000 !== 0) return waits(rule, 'time or part units have no rate');
  // A comprehensive group is one payment for the claim.
  const units = row.status === 'J1' ? 1 : unitsMilli / 1000;
  if (units > MAX_UNITS) return waits(rule, 'more units than can be priced');
  const basisPoints = facilityShare(modifiers, rule, term.percentBasisPoints);
  const fee = { amount: row.rateE3, perCent: E3_PER_CENT };
  const priceCents = unitFeeCents(fee, units, basisPoints);
  const group = row.apc === '' ? '' : `group ${row.apc}, `;
  return {
    outcome: 'priced',
    by: rule,
    priceCents,
    text:
      `rate ${formatRate(row.rateE3, 3)} x ${units} x ${formatRate(basisPoints, 2)} % = ${formatCents(priceCents)}` +
      ` (${group}status ${row.status}, table of ${table.from})`,
    basis: {
      method: 'apc',
      table: table.kind,
      vintage: table.from,
      row: procedure,
      factors: { rateE3: row.rateE3, units, basisPoints },
      rounding: 'price-cents',
    },
    ...(row.status === 'T' && {
      ranked: facilityRank(`apc ${line.date.from}`, fee, units, basisPoints, procedure),
    }),
  };
}

/** Status A and laboratory tests that nothing packages: by the payer's other fee schedules. */
function otherSchedule(sheet: Worksheet, line: WorksheetLine, rule: Rule): Price {
  const filler = ruleFor(sheet.profile, 'gap-filler', sheet.lineOfBusiness, line.date.from);
  return (
    (filler && feeTables(sheet, line, filler, rule)) ?? waits(rule, 'paid by another schedule, none on file')
  );
}
