import { hash } from 'node:crypto';
import type { RateKind, RateRows, RateTable } from '../rate-tables.ts';
import type { PublishedForm } from './published.ts';
import { readPublished } from './published.ts';
import type { ImportOptions, ImportResult, TableRow } from './table.ts';

/** One vintage from one file: rows only when nothing was wrong. */
export function rateTable<K extends RateKind>(
  kind: K,
  text: string,
  { effective }: ImportOptions,
  rows: RateRows[K],
  rowCount: number,
  more: { readonly part?: string; readonly to?: string } = {},
): RateTable<K> {
  const digest = hash('sha256', text, 'hex');
  return { kind, part: more.part ?? '', from: effective, to: more.to ?? '', rowCount, digest, rows };
}

/** The answer of an importer of rates: one table, or the problems of its file. */
export function importedTables(
  tables: readonly RateTable[],
  problems: readonly string[],
): ImportResult<RateTable> {
  return problems.length === 0 ? { rows: tables, problems } : { rows: [], problems };
}

/** A published table whose rows have one key each. */
export function importPublishedMap<K extends RateKind, Row>(
  kind: K,
  text: string,
  options: ImportOptions,
  form: PublishedForm,
  rowOf: (row: TableRow) => readonly [key: string, value: Row] | undefined,
  toRows: (map: ReadonlyMap<string, Row>) => RateRows[K],
  { isOfItsYear = true }: { readonly isOfItsYear?: boolean } = {},
): ImportResult<RateTable> {
  const map = new Map<string, Row>();
  const reading = readPublished(text, options.file, form, (row) => {
    const entry = rowOf(row);
    if (entry === undefined) return;
    const known = map.get(entry[0]);
    // Published lists do repeat a row; only another value under the same key is a fault.
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(entry[1]))
      row.problem(form.columns[0]![0], 'stands twice');
    map.set(entry[0], entry[1]);
  });
  const period = statedPeriod(reading.preamble);
  const problems = [...reading.problems, ...(isOfItsYear ? vintageProblems(reading, period, options) : [])];
  return importedTables(
    [rateTable(kind, text, options, toRows(map), map.size, { to: period?.to ?? '' })],
    problems,
  );
}

interface StatedPeriod {
  readonly from: string;
  readonly to: string;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const PERIOD = /effective (\w+) (\d{1,2}), (\d{4}) through (\w+) (\d{1,2}), (\d{4})/i;

/** `Effective January 1, 2026 through March 31, 2026` as some tables say of themselves. */
function statedPeriod(preamble: string): StatedPeriod | undefined {
  const [, fromMonth = '', fromDay = '', fromYear = '', toMonth = '', toDay = '', toYear = ''] =
    PERIOD.exec(preamble) ?? [];
  const from = dayOf(fromYear, fromMonth, fromDay);
  const to = dayOf(toYear, toMonth, toDay);
  return from === '' || to === '' ? undefined : { from, to };
}

function dayOf(year: string, month: string, day: string): string {
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  return number === 0 ? '' : `${year}${String(number).padStart(2, '0')}${day.padStart(2, '0')}`;
}

/** A table that says when it holds is not imported for another time: last year's file is the likeliest mistake. */
function vintageProblems(
  {
    preamble,
    headings,
    problems,
  }: { preamble: string; headings: readonly string[]; problems: readonly string[] },
  period: StatedPeriod | undefined,
  { file, effective }: ImportOptions,
): string[] {
  if (problems.length > 0) return [];
  if (period !== undefined)
    return period.from === effective
      ? []
      : [`${file}:1:1 says it is effective ${period.from}, not the day given`];
  const [year] = /\b20\d\d\b/.exec(`${preamble} ${headings.join(' ')}`) ?? [];
  return year === undefined || year === effective.slice(0, 4)
    ? []
    : [`${file}:1:1 says it is of ${year}, not of the year of the day given`];
}
