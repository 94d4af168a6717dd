import type { ProviderRecord } from '../records.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { importTable } from './table.ts';

const COLUMNS = ['npi', 'tax_id', 'name', 'taxonomy', 'facility', 'from', 'to'] as const;

/** Providers in the network, one row per NPI. `facility` is Y or N; `to` is empty while open. */
export function importProviders(text: string, { file }: ImportOptions): ImportResult<ProviderRecord> {
  const seen = new Set<string>();
  return importTable(text, file, COLUMNS, (row) => {
    const npi = row.npi('npi');
    if (seen.has(npi)) row.problem('npi', 'stands twice');
    seen.add(npi);
    const provider: ProviderRecord = {
      npi,
      taxId: row.pattern('tax_id', /^\d{9}$/, 'nine digits'),
      name: row.filled('name'),
      taxonomy: row.pattern('taxonomy', /^[A-Z0-9]{9}X$/, 'a taxonomy code'),
      isFacility: row.oneOf('facility', ['N', 'Y']) === 'Y',
      from: row.date('from'),
      to: row.dateOrOpen('to'),
    };
    if (provider.to !== '' && provider.to < provider.from) row.problem('to', 'is before from');
    return provider;
  });
}
