import { isDate8 } from '../../x12/date.ts';
import { isNpi } from '../is-npi.ts';
import { parseScaled } from '../parse-scaled.ts';
import { suggestion } from '../suggestion.ts';
import { readCsv } from './csv.ts';

/** How an importer answers: rows only when nothing was wrong, so a wrong file changes nothing. */
export interface ImportResult<T> {
  readonly rows: readonly T[];
  /** `members.csv:12:7 birth_date is not a day …`: line, column of the file, name; never a value. */
  readonly problems: readonly string[];
}

export interface ImportOptions {
  /** Name for problems. */
  readonly file: string;
  /** CCYYMMDD from which the rows of a published table hold; tables with dates of their own do not use it. */
  readonly effective: string;
}

/** Problems listed of one file; beyond it they are counted. */
export const IMPORT_PROBLEMS = 50;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** One data row: reads fields by column name and notes what is wrong with them. */
export class TableRow {
  readonly line: number;
  readonly #fields: readonly string[];
  readonly #columns: ReadonlyMap<string, number>;
  readonly #note: (line: number, column: number, message: string) => void;

  constructor(
    line: number,
    fields: readonly string[],
    columns: ReadonlyMap<string, number>,
    note: (line: number, column: number, message: string) => void,
  ) {
    this.line = line;
    this.#fields = fields;
    this.#columns = columns;
    this.#note = note;
  }

  problem(column: string, message: string): void {
    this.#note(this.line, (this.#columns.get(column) ?? 0) + 1, `${column} ${message}`);
  }

  text(column: string): string {
    return this.#fields[this.#columns.get(column) ?? -1] ?? '';
  }

  filled(column: string): string {
    const value = this.text(column);
    if (value === '') this.problem(column, 'is empty');
    return value;
  }

  pattern(column: string, pattern: RegExp, form: string): string {
    const value = this.text(column);
    if (!pattern.test(value)) this.problem(column, `is not ${form}`);
    return value;
  }

  oneOf<T extends string>(column: string, values: readonly T[]): T {
    const found = values.find((value) => value === this.text(column));
    if (found === undefined) this.problem(column, `is none of ${values.join(', ')}`);
    return found ?? values[0]!;
  }

  /** A day, written CCYY-MM-DD or CCYYMMDD. */
  date(column: string): string {
    const value = this.text(column);
    const [, year, month, day] = ISO_DATE.exec(value) ?? [];
    const date = year === undefined ? value : `${year}${month}${day}`;
    if (!isDate8(date)) this.problem(column, 'is not a day as CCYY-MM-DD or CCYYMMDD');
    return date;
  }

  dateOrOpen(column: string): string {
    return this.text(column) === '' ? '' : this.date(column);
  }

  scaled(column: string, decimals: number): number {
    const value = parseScaled(this.text(column), decimals);
    if (value === undefined) this.problem(column, `is not a number with at most ${decimals} decimals`);
    return value ?? 0;
  }

  npi(column: string): string {
    const value = this.text(column);
    if (!isNpi(value)) this.problem(column, 'is not an NPI: ten digits with their check digit');
    return value;
  }
}

/**
 * Reads a table whose first line names exactly `columns`, in any order, and any of the optional ones.
 *
 * @param read makes a row; `undefined` when it belongs to an earlier one
 */
export function importTable<T>(
  text: string,
  file: string,
  columns: readonly string[],
  read: (row: TableRow) => T | undefined,
  optionalColumns: readonly string[] = [],
): ImportResult<T> {
  const problems: string[] = [];
  let uncounted = 0;
  const note = (line: number, column: number, message: string): void => {
    if (problems.length < IMPORT_PROBLEMS) problems.push(`${file}:${line}:${column} ${message}`);
    else uncounted += 1;
  };
  const { rows: csvRows, problem } = readCsv(text);
  if (problem) note(problem.line, problem.column, problem.message);
  const [header, ...dataRows] = csvRows;
  const positions = new Map<string, number>();
  const known = [...columns, ...optionalColumns];
  for (const [index, name] of (header?.fields ?? []).entries()) {
    if (!known.includes(name)) note(1, index + 1, `unknown column "${name}"${suggestion(name, known)}`);
    else if (positions.has(name)) note(1, index + 1, `column "${name}" stands twice`);
    positions.set(name, index);
  }
  for (const name of columns) if (!positions.has(name)) note(1, 1, `column "${name}" is missing`);
  if (problems.length === 0 && dataRows.length === 0) note(1, 1, 'no rows');
  const rows: T[] = [];
  if (problems.length === 0) {
    for (const { line, fields } of dataRows) {
      if (fields.length !== positions.size) {
        note(line, fields.length, `${fields.length} fields where the header has ${positions.size}`);
        continue;
      }
      const row = read(new TableRow(line, fields, positions, note));
      if (row !== undefined) rows.push(row);
    }
  }
  if (uncounted > 0) problems.push(`${file}: ${uncounted} further problems`);
  return problems.length === 0 ? { rows, problems } : { rows: [], problems };
}
