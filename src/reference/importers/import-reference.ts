import type { ReferenceData } from '../snapshot.ts';
import { importContracts } from './contracts.ts';
import { importFeeSchedule } from './fee-schedule.ts';
import { importGpci } from './gpci.ts';
import { importMembers } from './members.ts';
import { importProviders } from './providers.ts';
import type { ImportOptions } from './table.ts';

/** What `remit reference import KIND` takes. */
export type ReferenceKind = 'members' | 'providers' | 'contracts' | 'fee-schedule' | 'gpci';

export const REFERENCE_KINDS: readonly ReferenceKind[] = [
  'members',
  'providers',
  'contracts',
  'fee-schedule',
  'gpci',
];

export const emptyReferenceData: ReferenceData = {
  members: [],
  providers: [],
  contracts: [],
  rvus: [],
  gpcis: [],
};

export interface ReferenceImport {
  /** Only the table of the kind is filled; none when there are problems. */
  readonly data: ReferenceData;
  readonly rowCount: number;
  readonly problems: readonly string[];
}

/** Reads one file of a kind (UTF-8, already decoded). */
export function importReference(kind: ReferenceKind, text: string, options: ImportOptions): ReferenceImport {
  const result = <K extends keyof ReferenceData>(
    table: K,
    { rows, problems }: { readonly rows: ReferenceData[K]; readonly problems: readonly string[] },
  ): ReferenceImport => ({ data: { ...emptyReferenceData, [table]: rows }, rowCount: rows.length, problems });
  switch (kind) {
    case 'members':
      return result('members', importMembers(text, options));
    case 'providers':
      return result('providers', importProviders(text, options));
    case 'contracts':
      return result('contracts', importContracts(text, options));
    case 'fee-schedule':
      return result('rvus', importFeeSchedule(text, options));
    case 'gpci':
      return result('gpcis', importGpci(text, options));
  }
}
