import type { AspLimit, RateTable } from '../rate-tables.ts';
import type { PublishedForm } from './published.ts';
import { importPublishedMap } from './rate-import.ts';
import type { ImportOptions, ImportResult } from './table.ts';

const CODE = /^[A-Z0-9]\d{3}[A-Z0-9]$/;
const LIMIT_DECIMALS = 3;
const NDC_DIGITS = 11;
const LIMITS: PublishedForm = {
  title: 'payment limits of Part B drugs',
  separator: ',',
  headingLines: 1,
  key: CODE,
  columns: [
    ['code', /^HCPCS Code$/],
    ['description', /^Short Description$/],
    ['dosage', /^HCPCS Code Dosage$/],
    ['limit', /^Payment Limit$/],
    ['coinsurance', /^Co-insurance Percentage$/],
    ['vaccine awp', /^Vaccine AWP%$/],
    ['vaccine limit', /^Vaccine Limit$/],
    ['blood awp', /^Blood AWP%$/],
    ['blood limit', /^Blood limit$/],
    ['clotting factor', /^Clotting Factor$/],
    ['notes', /^Notes$/],
    ['end', /^$/],
  ],
};

/** A code whose limit is `N/A` has no price of its own and is left out. */
export function importAspLimits(text: string, options: ImportOptions): ImportResult<RateTable> {
  return importPublishedMap(
    'asp-limits',
    text,
    options,
    LIMITS,
    (row): readonly [string, AspLimit] | undefined => {
      const code = row.pattern('code', CODE, 'a procedure code');
      if (row.text('limit') === 'N/A') return undefined;
      return [code, { limitE3: row.scaled('limit', LIMIT_DECIMALS) }];
    },
    (map) => map,
  );
}

const CROSSWALK: PublishedForm = {
  title: 'crosswalk of drug codes and procedure codes',
  separator: ',',
  headingLines: 1,
  key: CODE,
  columns: [
    ['code', /^_?20\d\d_CODE$/],
    ['description', /^Short Description$/],
    ['labeler', /^LABELER NAME$/],
    ['ndc', /^NDC2$/],
    ['drug', /^Drug Name$/],
    ['dosage', /^HCPCS dosage$/],
    ['package size', /^PKG SIZE$/],
    ['package quantity', /^PKG QTY$/],
    ['bill units', /^BILLUNITS$/],
    ['bill units of package', /^BILLUNITSPKG$/],
  ],
};

/** By NDC without hyphens; a package may be billed with several codes. A drug code of another length can match no claim. */
export function importNdcHcpcs(text: string, options: ImportOptions): ImportResult<RateTable> {
  return importPublishedMap(
    'ndc-hcpcs',
    text,
    options,
    CROSSWALK,
    (row): readonly [string, true] | undefined => {
      const code = row.pattern('code', CODE, 'a procedure code');
      const ndc = row.pattern('ndc', /^[\d-]+$/, 'a drug code').replaceAll('-', '');
      return ndc.length === NDC_DIGITS ? [`${ndc} ${code}`, true] : undefined;
    },
    (map) => {
      const codes = new Map<string, string[]>();
      for (const key of map.keys()) {
        const [ndc = '', code = ''] = key.split(' ');
        const known = codes.get(ndc);
        if (known === undefined) codes.set(ndc, [code]);
        else known.push(code);
      }
      return codes;
    },
  );
}
