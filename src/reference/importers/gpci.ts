import type { GpciRow } from '../records.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { importTable } from './table.ts';

const COLUMNS = ['locality', 'work', 'practice', 'malpractice'] as const;
const INDEX_DECIMALS = 3;

/** One vintage of the geographic practice cost indices, one row per locality. */
export function importGpci(text: string, { file, effective }: ImportOptions): ImportResult<GpciRow> {
  const seen = new Set<string>();
  return importTable(text, file, COLUMNS, (row) => {
    const locality = row.pattern('locality', /^\d{2}$/, 'two digits');
    if (seen.has(locality)) row.problem('locality', 'stands twice');
    seen.add(locality);
    return {
      locality,
      workThousandths: row.scaled('work', INDEX_DECIMALS),
      practiceThousandths: row.scaled('practice', INDEX_DECIMALS),
      malpracticeThousandths: row.scaled('malpractice', INDEX_DECIMALS),
      from: effective,
      to: '',
    };
  });
}
