import type { RateTable } from '../rate-tables.ts';
import type { RvuIndicators, RvuRow } from '../records.ts';
import type { PublishedForm } from './published.ts';
import { importPublishedMap } from './rate-import.ts';
import type { ImportOptions, ImportResult, TableRow } from './table.ts';

/** The relative value file of Medicare's physician fee schedule, as published in 2025: one conversion factor. */
const FORM: PublishedForm = {
  title: 'relative value file (PPRRVU)',
  separator: ',',
  headingLines: 2,
  key: /^[A-Z0-9]\d{3}[A-Z0-9]$/,
  columns: [
    ['hcpcs', /^HCPCS$/],
    ['mod', /^MOD$/],
    ['description', /^DESCRIPTION$/],
    ['status', /^STATUS CODE$/],
    ['not used for payment', /^MEDICARE PAYMENT$/],
    ['work rvu', /^WORK RVU$/],
    ['non-facility pe rvu', /^NON-FAC PE RVU$/],
    ['non-facility na', /^NA INDICATOR$/],
    ['facility pe rvu', /^FACILITY PE RVU$/],
    ['facility na', /^NA INDICATOR$/],
    ['mp rvu', /^MP RVU$/],
    ['non-facility total', /^NON-FACILITY TOTAL$/],
    ['facility total', /^FACILITY TOTAL$/],
    ['pctc', /^PCTC IND$/],
    ['global days', /^GLOB DAYS$/],
    ['pre op', /^PRE OP$/],
    ['intra op', /^INTRA OP$/],
    ['post op', /^POST OP$/],
    ['mult proc', /^MULT PROC$/],
    ['bilat surg', /^BILAT SURG$/],
    ['asst surg', /^ASST SURG$/],
    ['co surg', /^CO- SURG$/],
    ['team surg', /^TEAM SURG$/],
    ['endo base', /^ENDO BASE$/],
    ['conversion factor', /^CONV FACTOR$/],
    ['diagnostic procedures', /^DIAGNOSTIC PROCEDURES$/],
    ['calculation flag', /^CALCULATION FLAG$/],
    ['imaging family', /^FAMILY INDICATOR$/],
    ['non-facility pe opps', /^PAYMENT AMOUNT$/],
    ['facility pe opps', /^PAYMENT AMOUNT$/],
    ['mp opps', /^PAYMENT AMOUNT$/],
  ],
};
const RVU_DECIMALS = 2;

/** Nineteen thousand rows share some five hundred sets of indicators: each set is held once. */
export function importPprrvu(text: string, options: ImportOptions): ImportResult<RateTable> {
  const shared = new Map<string, RvuIndicators>();
  return importPublishedMap('pprrvu', text, options, FORM, (row) => rowOf(row, shared, options), identity);
}

function rowOf(
  row: TableRow,
  shared: Map<string, RvuIndicators>,
  { effective }: ImportOptions,
): readonly [string, RvuRow] {
  const code = row.pattern('hcpcs', FORM.key, 'a procedure code');
  const modifier = row.pattern('mod', /^(26|TC|53)?$/, 'empty, 26, TC or 53');
  const work = row.scaled('work rvu', RVU_DECIMALS);
  const malpractice = row.scaled('mp rvu', RVU_DECIMALS);
  const nonFacility = row.scaled('non-facility pe rvu', RVU_DECIMALS);
  const facility = row.scaled('facility pe rvu', RVU_DECIMALS);
  // The totals are the file's own check digit: a shifted column shows here.
  if (work + nonFacility + malpractice !== row.scaled('non-facility total', RVU_DECIMALS))
    row.problem('non-facility total', 'is not the sum of its values');
  if (work + facility + malpractice !== row.scaled('facility total', RVU_DECIMALS))
    row.problem('facility total', 'is not the sum of its values');
  const key = INDICATOR_COLUMNS.map((column) => row.text(column)).join(' ');
  let indicators = shared.get(key);
  if (indicators === undefined) {
    indicators = indicatorsOf(row);
    shared.set(key, indicators);
  }
  return [
    `${code} ${modifier}`,
    {
      code,
      modifier,
      status: row.pattern('status', /^[A-Z]$/, 'a status letter'),
      workHundredths: work,
      nonFacilityPracticeHundredths: nonFacility,
      facilityPracticeHundredths: facility,
      malpracticeHundredths: malpractice,
      from: effective,
      to: '',
      indicators,
    },
  ];
}

const INDICATOR_COLUMNS = [
  'pctc',
  'global days',
  'pre op',
  'intra op',
  'post op',
  'mult proc',
  'bilat surg',
  'asst surg',
  'co surg',
  'team surg',
  'endo base',
  'imaging family',
] as const;

function indicatorsOf(row: TableRow): RvuIndicators {
  const digit = (column: string): string => row.pattern(column, /^\d$/, 'one digit');
  return {
    professionalTechnical: digit('pctc'),
    globalDays: row.pattern('global days', /^(000|010|090|XXX|YYY|ZZZ|MMM)$/, 'a global period'),
    preOperativePercent: row.scaled('pre op', RVU_DECIMALS),
    intraOperativePercent: row.scaled('intra op', RVU_DECIMALS),
    postOperativePercent: row.scaled('post op', RVU_DECIMALS),
    multipleProcedure: digit('mult proc'),
    bilateral: digit('bilat surg'),
    assistant: digit('asst surg'),
    coSurgeon: digit('co surg'),
    team: digit('team surg'),
    endoscopicBase: row.pattern('endo base', /^([A-Z0-9]{5})?$/, 'empty or a procedure code'),
    imagingFamily: row.pattern('imaging family', /^\d\d$/, 'two digits'),
  };
}

function identity<T>(map: T): T {
  return map;
}
