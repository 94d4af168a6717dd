import type { RateTable } from '../rate-tables.ts';
import type { PublishedColumn, PublishedForm } from './published.ts';
import { importPublishedMap } from './rate-import.ts';
import type { ImportOptions, ImportResult } from './table.ts';

const BASE_UNITS: PublishedForm = {
  title: 'list of anesthesia base units',
  separator: '\t',
  headingLines: 3,
  key: /^\d{5}$/,
  columns: [
    ['code', /^CODE$/],
    ['base unit', /^20\d\d BASE UNIT$/],
  ],
};

export function importAnesthesiaBaseUnits(text: string, options: ImportOptions): ImportResult<RateTable> {
  return importPublishedMap(
    'anesthesia-base-units',
    text,
    options,
    BASE_UNITS,
    (row) => [row.pattern('code', BASE_UNITS.key, 'a procedure code'), row.scaled('base unit', 0)],
    (map) => map,
    // Base units of a year are used until they change: the list of 2022 serves later years.
    { isOfItsYear: false },
  );
}

const AREA: readonly PublishedColumn[] = [
  ['contractor', /^Contractor$/],
  ['locality', /^Locality$/],
  ['locality name', /^Locality Name$/],
];
const FACTOR: PublishedColumn = ['factor', /^National Anes CF of \d+\.\d+$/];
/** As it comes in the zip of the year's relative values. */
const SHORT: PublishedForm = {
  title: 'table of anesthesia conversion factors',
  separator: ',',
  headingLines: 1,
  key: /^\d{5}$/,
  columns: [...AREA, FACTOR],
};
/** As it comes alone, with the indices it is made of. */
const LONG: PublishedForm = {
  ...SHORT,
  separator: '\t',
  columns: [
    ...AREA,
    ['work', /^20\d\d Work GPCI( \*through .*)?$/],
    ['practice', /^20\d\d PE GPCI$/],
    ['malpractice', /^20\d\d MP GPCI$/],
    FACTOR,
  ],
};
const FACTOR_DECIMALS = 4;

export function importAnesthesiaFactors(text: string, options: ImportOptions): ImportResult<RateTable> {
  return importPublishedMap(
    'anesthesia-cf',
    text,
    options,
    /^[^\n]*\t/.test(text) ? LONG : SHORT,
    (row) => {
      const carrier = row.pattern('contractor', SHORT.key, 'five digits');
      const locality = row.pattern('locality', /^\d{2}$/, 'two digits');
      return [carrier + locality, row.scaled('factor', FACTOR_DECIMALS)];
    },
    (map) => map,
  );
}
