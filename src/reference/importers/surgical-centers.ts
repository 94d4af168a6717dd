import type { AscRate, DeviceOffset, RateTable } from '../rate-tables.ts';
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
const ADDENDUM_FF: PublishedForm = {
  title: 'device offsets of surgical centers (Addendum FF)',
  separator: ',',
  headingLines: 1,
  key: CODE,
  columns: [
    ...HEAD,
    ['indicator', new RegExp(`${MONTH} Payment Indicator$`)],
    ['apc', new RegExp(`${MONTH} APC$`)],
    ['apc offset percent', new RegExp(`${MONTH} APC Device Offset Percentage$`)],
    ['opps rate', new RegExp(`${MONTH} OPPS Payment Rate$`)],
    ['offset percent', new RegExp(`${MONTH} Device Offset Percentage$`)],
    ['offset amount', new RegExp(`${MONTH} Device Offset Amount / Device Portion$`)],
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

export function importAddendumFf(text: string, options: ImportOptions): ImportResult<RateTable> {
  return importPublishedMap(
    'asc-addendum-ff',
    text,
    options,
    ADDENDUM_FF,
    (row): readonly [string, DeviceOffset] => [
      row.pattern('code', CODE, 'a procedure code'),
      { indicator: indicatorOf(row), offsetE3: dollars(row, 'offset amount', RATE_DECIMALS) ?? 0 },
    ],
    (map) => map,
  );
}

/** One row of the published lists has its letter small. */
function indicatorOf(row: TableRow): string {
  return row.pattern('indicator', /^[A-Z]\d$/i, 'a payment indicator').toUpperCase();
}

function rowOf(row: TableRow, isDiscounted: boolean): readonly [string, AscRate] {
  return [
    row.pattern('code', CODE, 'a procedure code'),
    {
      indicator: indicatorOf(row),
      isDiscounted,
      rateE3: dollars(row, 'rate', RATE_DECIMALS) ?? 0,
    },
  ];
}
