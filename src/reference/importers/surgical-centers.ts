import type { AscRate, RateTable } from '../rate-tables.ts';
import type { PublishedColumn, PublishedForm } from './published.ts';
import { dollars } from './published.ts';
import { importPublishedMap } from './rate-import.ts';
import type { ImportOptions, ImportResult, TableRow } from './table.ts';

const CODE = /^[A-Z0-9]\d{3}[A-Z0-9]$/;
const MONTH =
  '^(January|February|March|April|May|June|July|August|September|October|November|December) 20\\d\\d';
const HEAD: readonly PublishedColumn[] = [
  ['code', /^HCPCS Code$/],
  ['mark', /^$/],
  ['description', /^Short Descriptor$/],
];
const PAYMENT: readonly PublishedColumn[] = [
  ['indicator', new RegExp(`${MONTH} Payment Indicator$`)],
  ['weight', new RegExp(`${MONTH} Payment Weight$`)],
  ['rate', new RegExp(`${MONTH} Payment Rate$`)],
];
const ADDENDUM_AA: PublishedForm = {
  title: 'surgical procedures of surgical centers (Addendum AA)',
  separator: ',',
  headingLines: 1,
  key: CODE,
  columns: [...HEAD, ['discount', /^Subject to Multiple Procedure Discounting$/], ...PAYMENT],
};
const ADDENDUM_BB: PublishedForm = {
  title: 'ancillary services of surgical centers (Addendum BB)',
  separator: ',',
  headingLines: 1,
  key: CODE,
  columns: [
    ...HEAD,
    ['pass-through', /^Drug and Device Pass-Through Expiration during Calendar Year$/],
    ...PAYMENT,
    ['copayment', /Adjusted Copayment1?$/],
  ],
};
const RATE_DECIMALS = 3;

export function importAddendumAa(text: string, options: ImportOptions): ImportResult<RateTable> {
  return importPublishedMap(
    'asc-addendum-aa',
    text,
    options,
    ADDENDUM_AA,
    (row) => rowOf(row, row.oneOf('discount', ['Y', 'N', '']) === 'Y'),
    (map) => map,
  );
}

export function importAddendumBb(text: string, options: ImportOptions): ImportResult<RateTable> {
  return importPublishedMap(
    'asc-addendum-bb',
    text,
    options,
    ADDENDUM_BB,
    (row) => rowOf(row, false),
    (map) => map,
  );
}

function rowOf(row: TableRow, isDiscounted: boolean): readonly [string, AscRate] {
  return [
    row.pattern('code', CODE, 'a procedure code'),
    {
      // One row of the published list has its letter small.
      indicator: row.pattern('indicator', /^[A-Z]\d$/i, 'a payment indicator').toUpperCase(),
      isDiscounted,
      rateE3: dollars(row, 'rate', RATE_DECIMALS) ?? 0,
    },
  ];
}
