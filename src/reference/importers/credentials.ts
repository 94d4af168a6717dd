import type { Credential } from '../case-records.ts';
import { dateSpan } from './record-columns.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { importTable } from './table.ts';

const COLUMNS = ['npi', 'status', 'from', 'to'] as const;

/** The dated history of a provider's credentialing, one row per state. */
export function importCredentials(text: string, { file }: ImportOptions): ImportResult<Credential> {
  const seen = new Set<string>();
  return importTable(text, file, COLUMNS, (row) => {
    const npi = row.npi('npi');
    const span = dateSpan(row);
    const key = `${npi} ${span.from}`;
    if (seen.has(key)) row.problem('from', 'stands twice for this provider');
    seen.add(key);
    return { npi, status: row.oneOf('status', ['credentialed', 'pending', 'lapsed', 'refused']), ...span };
  });
}
