import type { RateKind, RateTable } from '../rate-tables.ts';
import { importAnesthesiaBaseUnits, importAnesthesiaFactors } from './anesthesia.ts';
import { importAspLimits, importNdcHcpcs } from './drugs.ts';
import { importLocalityCounty, importZip5Locality } from './localities.ts';
import { importNcciPairs } from './ncci-pairs.ts';
import { importAddendumA, importAddendumB } from './outpatient-groups.ts';
import {
  importAddOnCodes,
  importAgeSex,
  importCodeList,
  importComposites,
  importDrgWeights,
  importFees,
  importMue,
} from './own-rates.ts';
import { importPprrvu } from './pprrvu.ts';
import { importAddendumAa, importAddendumBb, importAddendumFf } from './surgical-centers.ts';
import type { ImportOptions, ImportResult } from './table.ts';

/** An importer for each kind of rate table. */
export const RATE_IMPORTERS: Readonly<
  Record<RateKind, (text: string, options: ImportOptions) => ImportResult<RateTable>>
> = {
  pprrvu: importPprrvu,
  'zip5-locality': importZip5Locality,
  'locality-county': importLocalityCounty,
  'anesthesia-base-units': importAnesthesiaBaseUnits,
  'anesthesia-cf': importAnesthesiaFactors,
  'asp-limits': importAspLimits,
  'ndc-hcpcs': importNdcHcpcs,
  'opps-addendum-a': importAddendumA,
  'opps-addendum-b': importAddendumB,
  'asc-addendum-aa': importAddendumAa,
  'asc-addendum-bb': importAddendumBb,
  'asc-addendum-ff': importAddendumFf,
  'opps-composites': importComposites,
  'drg-weights': importDrgWeights,
  fees: importFees,
  'ncci-pairs': importNcciPairs,
  mue: importMue,
  'add-on-codes': importAddOnCodes,
  'age-sex': importAgeSex,
  'code-list': importCodeList,
};

export const RATE_KINDS = Object.keys(RATE_IMPORTERS) as readonly RateKind[];
