import type { RvuRow } from '../records.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { importTable } from './table.ts';

const COLUMNS = [
  'code',
  'modifier',
  'status',
  'work_rvu',
  'pe_nonfacility_rvu',
  'pe_facility_rvu',
  'mp_rvu',
] as const;
const RVU_DECIMALS = 2;

/** One vintage of the physician fee schedule: one row per code and modifier, RVUs as published. */
export function importFeeSchedule(text: string, { file, effective }: ImportOptions): ImportResult<RvuRow> {
  const seen = new Set<string>();
  return importTable(text, file, COLUMNS, (row) => {
    const code = row.pattern('code', /^[A-Z0-9]\d{3}[A-Z0-9]$/, 'a procedure code');
    const modifier = row.pattern('modifier', /^(26|TC|53)?$/, 'empty, 26, TC or 53');
    const key = `${code} ${modifier}`;
    if (seen.has(key)) row.problem('code', 'stands twice with this modifier');
    seen.add(key);
    return {
      code,
      modifier,
      status: row.pattern('status', /^[A-Z]$/, 'a status letter'),
      workHundredths: row.scaled('work_rvu', RVU_DECIMALS),
      nonFacilityPracticeHundredths: row.scaled('pe_nonfacility_rvu', RVU_DECIMALS),
      facilityPracticeHundredths: row.scaled('pe_facility_rvu', RVU_DECIMALS),
      malpracticeHundredths: row.scaled('mp_rvu', RVU_DECIMALS),
      from: effective,
      to: '',
    };
  });
}
