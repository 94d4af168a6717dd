import type { RateTable } from '../rate-tables.ts';
import type { PublishedForm } from './published.ts';
import { readPublished } from './published.ts';
import { importedTables, rateTable } from './rate-import.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { IMPORT_PROBLEMS } from './table.ts';

const COUNTIES: PublishedForm = {
  title: 'table of counties and localities',
  separator: ',',
  headingLines: 1,
  key: /^\d{4,5}$/,
  columns: [
    // The publisher's own spelling.
    ['carrier', /^Medicare Admin?i?strative Contractor$/],
    ['locality', /^Locality Number$/],
    ['state', /^State$/],
    ['area', /^Fee Schedule Area$/],
    ['counties', /^Counties$/],
  ],
};
/** Carriers lose their leading zeros in this file. */
const CARRIER_DIGITS = 5;
const LOCALITY_DIGITS = 2;

/**
 * Counties of each locality. The state stands on the first row of its group only; a county named under two localities
 * keeps the first, as the published file names some by their parts; `*` is the row of all or all other counties.
 */
export function importLocalityCounty(text: string, options: ImportOptions): ImportResult<RateTable> {
  const counties = new Map<string, string>();
  let state = '';
  const reading = readPublished(text, options.file, COUNTIES, (row) => {
    const carrier = row.pattern('carrier', COUNTIES.key, 'a carrier').padStart(CARRIER_DIGITS, '0');
    const number = row.pattern('locality', /^\d{1,2}$/, 'a locality').padStart(LOCALITY_DIGITS, '0');
    if (row.text('state') !== '') state = row.text('state').toUpperCase();
    if (state === '') row.problem('state', 'is empty and no row above has one');
    for (const county of countiesOf(row.filled('counties'))) {
      const key = `${state} ${county}`;
      if (!counties.has(key)) counties.set(key, carrier + number);
    }
  });
  return importedTables(
    [rateTable('locality-county', text, options, counties, counties.size)],
    reading.problems,
  );
}

function countiesOf(text: string): string[] {
  if (/\bALL\b/i.test(text)) return ['*'];
  return text
    .toUpperCase()
    .split(/[,/]|\bAND\b/)
    .map((county) => county.replace(/\bC(OU)?NTY\b/, '').trim())
    .filter((county) => county !== '');
}

const LOCALITIES = 100;
const POSTAL_CODES = 100_000;
const LINE = /^[A-Z]{2}\d{12}.{61}(\d{5})$/;

/** The fixed-width list of postal codes: positions 3-7 the code, 8-12 the carrier, 13-14 the locality, 76-80 the quarter. */
export function importZip5Locality(text: string, options: ImportOptions): ImportResult<RateTable> {
  // A hundred thousand cells of four bytes hold every postal code: a map of strings takes ten times as much.
  const cells = new Uint32Array(POSTAL_CODES);
  const problems: string[] = [];
  let count = 0;
  let line = 0;
  const quarter = `${options.effective.slice(0, 4)}${Math.ceil(Number(options.effective.slice(4, 6)) / 3)}`;
  const note = (column: number, message: string): void => {
    if (problems.length < IMPORT_PROBLEMS) problems.push(`${options.file}:${line}:${column} ${message}`);
  };
  const lines = text.split('\n');
  if (!text.endsWith('\n')) {
    const at = `${lines.length}:${Math.max(1, lines.at(-1)!.length)}`;
    problems.push(`${options.file}:${at} the last line has no line break: the file may be cut`);
  }
  for (const each of lines) {
    line += 1;
    const row = each.endsWith('\r') ? each.slice(0, -1) : each;
    if (row === '') continue;
    const [, rowQuarter] = LINE.exec(row) ?? [];
    if (rowQuarter === undefined) {
      note(1, 'is no row of the list of postal codes: 80 positions');
      continue;
    }
    if (rowQuarter !== quarter) note(76, 'is not of the quarter of the day given');
    const postalCode = Number(row.slice(2, 7));
    if (cells[postalCode] !== 0) note(3, 'postal code stands twice');
    // One more than the value: carrier 00000 would be none.
    cells[postalCode] = Number(row.slice(7, 12)) * LOCALITIES + Number(row.slice(12, 14)) + 1;
    count += 1;
  }
  if (problems.length === 0 && count === 0) problems.push(`${options.file}:1:1 no rows`);
  const rows = {
    size: count,
    get: (postalCode: string): string | undefined => {
      const cell = /^\d{5}$/.test(postalCode) ? cells[Number(postalCode)] : 0;
      return cell ? String(cell - 1).padStart(CARRIER_DIGITS + LOCALITY_DIGITS, '0') : undefined;
    },
  };
  return importedTables([rateTable('zip5-locality', text, options, rows, count)], problems);
}
