import type { Authorization } from '../case-records.ts';
import { readCodeList } from '../code-list.ts';
import { dateSpan, memberIdOf } from './record-columns.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { importTable } from './table.ts';

const COLUMNS = ['number', 'member_id', 'npi', 'codes', 'status', 'from', 'to'] as const;

/** One row per authorization. `npi` empty: any provider; `codes` empty: any service, else codes and ranges between blanks. */
export function importAuthorizations(text: string, { file }: ImportOptions): ImportResult<Authorization> {
  const seen = new Set<string>();
  return importTable(text, file, COLUMNS, (row) => {
    const number = row.filled('number');
    if (seen.has(number)) row.problem('number', 'stands twice');
    seen.add(number);
    const codes = row.text('codes');
    try {
      readCodeList(codes);
    } catch {
      row.problem('codes', 'is no list of codes and ranges');
    }
    return {
      number,
      memberId: memberIdOf(row),
      npi: row.text('npi') === '' ? '' : row.npi('npi'),
      codes,
      status: row.oneOf('status', ['approved', 'denied']),
      ...dateSpan(row),
    };
  });
}
