import { emptyCaseTables } from '../case-records.ts';
import type { RateKind } from '../rate-tables.ts';
import type { ReferenceData } from '../snapshot.ts';
import { importAttachments } from './attachments.ts';
import { importAuthorizations } from './authorizations.ts';
import { importContracts } from './contracts.ts';
import { importCredentials } from './credentials.ts';
import { importFeeSchedule } from './fee-schedule.ts';
import { importGpci } from './gpci.ts';
import { importGpciAddendumE } from './gpci-addendum-e.ts';
import { importMembers } from './members.ts';
import { importOtherCoverage } from './other-coverage.ts';
import { importPrograms } from './programs.ts';
import { importProviders } from './providers.ts';
import { RATE_IMPORTERS, RATE_KINDS } from './rate-importers.ts';
import type { ImportOptions } from './table.ts';

/** What `remit reference import KIND` takes. */
export type ReferenceKind =
  | 'members'
  | 'providers'
  | 'contracts'
  | 'fee-schedule'
  | 'gpci'
  | 'gpci-addendum-e'
  | RateKind
  | CaseKind;

/** Records of single cases: whole lists, the latest import of a kind holds. */
export type CaseKind = 'authorizations' | 'other-coverage' | 'programs' | 'credentials' | 'attachments';

export const REFERENCE_KINDS: readonly ReferenceKind[] = [
  'members',
  'providers',
  'contracts',
  'fee-schedule',
  'gpci',
  'authorizations',
  'other-coverage',
  'programs',
  'credentials',
  'attachments',
  'gpci-addendum-e',
  ...RATE_KINDS,
];

export const emptyReferenceData: ReferenceData = {
  members: [],
  providers: [],
  contracts: [],
  rvus: [],
  gpcis: [],
  rates: [],
  ...emptyCaseTables,
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
    case 'authorizations':
      return result('authorizations', importAuthorizations(text, options));
    case 'other-coverage':
      return result('otherCoverages', importOtherCoverage(text, options));
    case 'programs':
      return result('programs', importPrograms(text, options));
    case 'credentials':
      return result('credentials', importCredentials(text, options));
    case 'attachments':
      return result('attachments', importAttachments(text, options));
    case 'gpci-addendum-e':
      return result('gpcis', importGpciAddendumE(text, options));
    default: {
      const imported = result('rates', RATE_IMPORTERS[kind](text, options));
      return { ...imported, rowCount: imported.data.rates.reduce((sum, table) => sum + table.rowCount, 0) };
    }
  }
}
