import type { ApcRate, RateTable } from '../rate-tables.ts';
import type { PublishedColumn, PublishedForm } from './published.ts';
import { dollars } from './published.ts';
import { importPublishedMap } from './rate-import.ts';
import type { ImportOptions, ImportResult, TableRow } from './table.ts';

const PAYMENT: readonly PublishedColumn[] = [
  ['weight', /^Relative Weight$/],
  ['rate', /^Payment Rate$/],
  ['national copayment', /^National Unadjusted Copayment$/],
  ['minimum copayment', /^Minimum Unadjusted Copayment$/],
  ['coinsurance', /^IRA Coinsurance percentage$/],
  ['adjusted copayment', /^Adjusted Beneficiary Copayment$/],
  ['pass-through', /^Drug and Device Pass-Through Expiration during Calendar Year$/],
  ['note', /^Note$/],
];
const ADDENDUM_A: PublishedForm = {
  title: 'groups of outpatient payment (Addendum A)',
  separator: '\t',
  headingLines: 1,
  key: /^\d{4}$/,
  columns: [['apc', /^APC$/], ['group', /^Group Title$/], ['si', /^SI$/], ...PAYMENT],
};
const ADDENDUM_B: PublishedForm = {
  title: 'codes of outpatient payment (Addendum B)',
  separator: ',',
  headingLines: 1,
  key: /^[A-Z0-9]\d{3}[A-Z0-9]$/,
  columns: [
    ['code', /^HCPCS Code$/],
    ['description', /^Short Descriptor$/],
    ['si', /^SI$/],
    ['apc', /^APC$/],
    ...PAYMENT,
    ['changed', /^\* Indicates/],
  ],
};
const STATUS = /^[A-Z]\d?$/;
const RATE_DECIMALS = 3;

export function importAddendumA(text: string, options: ImportOptions): ImportResult<RateTable> {
  return importPublishedMap(
    'opps-addendum-a',
    text,
    options,
    ADDENDUM_A,
    (row): readonly [string, ApcRate] => {
      const apc = row.pattern('apc', ADDENDUM_A.key, 'four digits');
      return [apc, rateOf(row, apc)];
    },
    (map) => map,
  );
}

export function importAddendumB(text: string, options: ImportOptions): ImportResult<RateTable> {
  return importPublishedMap(
    'opps-addendum-b',
    text,
    options,
    ADDENDUM_B,
    (row): readonly [string, ApcRate] => [
      row.pattern('code', ADDENDUM_B.key, 'a procedure code'),
      rateOf(row, row.pattern('apc', /^(\d{4})?$/, 'empty or four digits')),
    ],
    (map) => map,
  );
}

function rateOf(row: TableRow, apc: string): ApcRate {
  return {
    status: row.pattern('si', STATUS, 'a status indicator'),
    apc,
    rateE3: dollars(row, 'rate', RATE_DECIMALS) ?? 0,
  };
}
