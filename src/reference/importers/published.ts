import { parseScaled } from '../parse-scaled.ts';
import { readCsv } from './csv.ts';
import { IMPORT_PROBLEMS, TableRow } from './table.ts';

/** One column of a published table: our name, and its heading as published with blanks made single. */
export type PublishedColumn = readonly [name: string, heading: RegExp];

/** The form of a table as its publisher gives it out: a preamble, headings on one or more lines, rows, notes. */
export interface PublishedForm {
  /** What a person calls the file. */
  readonly title: string;
  readonly separator: ',' | '\t';
  /** Lines on which the heading of a column is spread, one below the other. */
  readonly headingLines: number;
  /** Form of the first cell of a row; a line with nothing but another first cell is a note. */
  readonly key: RegExp;
  /** Every column, in order: another column is another form. */
  readonly columns: readonly PublishedColumn[];
}

export interface PublishedReading {
  /** Cells before the headings, blanks made single. */
  readonly preamble: string;
  readonly headings: readonly string[];
  /** Line of the (last line of the) headings. */
  readonly headingLine: number;
  readonly problems: readonly string[];
}

/** Headings stand within this many lines; the longest preamble seen has ten. */
const HEADING_WITHIN = 30;
/** A row that matches this share of the headings is meant to be them. */
const LIKELY = 0.4;

/**
 * Reads a table as published. Headings must be those of the form, all of them and in its order; lines with only a
 * first cell that is no key are the publisher's notes. Problems name line and column, never a value.
 */
export function readPublished(
  text: string,
  file: string,
  form: PublishedForm,
  read: (row: TableRow) => void,
): PublishedReading {
  const problems: string[] = [];
  let uncounted = 0;
  const note = (line: number, column: number, message: string): void => {
    if (problems.length < IMPORT_PROBLEMS) problems.push(`${file}:${line}:${column} ${message}`);
    else uncounted += 1;
  };
  const { rows, problem } = readCsv(text, form.separator);
  const found = findHeadings(rows, form);
  const headingLine = rows[found.index]?.line ?? 1;
  if (found.index === -1) note(1, 1, `is no ${form.title}: its headings are not there`);
  else if (problem) note(problem.line, problem.column, problem.message);
  for (const column of found.wrong) {
    const [name] = form.columns[column - 1] ?? [`a column more than the ${form.columns.length} known`];
    note(headingLine, column, `heading is not that of ${name} in the ${form.title}`);
  }
  if (problems.length === 0) {
    const positions = new Map(form.columns.map(([name], index) => [name, index] as const));
    let count = 0;
    for (let index = found.index + 1; index < rows.length; index += 1) {
      const { line, fields } = rows[index]!;
      if (isNote(fields, form.key)) continue;
      if (fields.length !== form.columns.length) {
        note(line, fields.length, `${fields.length} fields where the headings have ${form.columns.length}`);
        continue;
      }
      count += 1;
      read(new TableRow(line, fields.map(trimmed), positions, note));
    }
    if (count === 0) note(headingLine, 1, 'no rows');
  }
  if (uncounted > 0) problems.push(`${file}: ${uncounted} further problems`);
  const preamble = rows
    .slice(0, Math.max(found.index, 0))
    .flatMap(({ fields }) => fields.map(single))
    .filter((cell) => cell !== '')
    .join(' ');
  return { preamble, headings: found.headings, headingLine, problems };
}

/** `$1,644.87 ` → a scaled whole number; '' and '.' are no amount and give undefined. */
export function dollars(row: TableRow, column: string, decimals: number): number | undefined {
  const text = row.text(column).replace(/[$,\s]/g, '');
  if (text === '' || text === '.') return undefined;
  // Published rates keep a zero that the scale does not need: 295.190.
  const value = parseScaled(text, decimals);
  if (value === undefined) row.problem(column, `is not an amount with at most ${decimals} decimals`);
  return value;
}

interface Headings {
  readonly index: number;
  readonly headings: readonly string[];
  /** Ordinals of columns whose heading differs. */
  readonly wrong: readonly number[];
}

function findHeadings(
  rows: readonly { readonly fields: readonly string[] }[],
  form: PublishedForm,
): Headings {
  let best: Headings = { index: -1, headings: [], wrong: [] };
  let bestMatches = form.columns.length * LIKELY;
  for (let index = form.headingLines - 1; index < Math.min(rows.length, HEADING_WITHIN); index += 1) {
    const width = Math.max(form.columns.length, rows[index]!.fields.length);
    const headings = Array.from({ length: width }, (_, column) =>
      Array.from({ length: form.headingLines }, (_line, above) =>
        single(rows[index - form.headingLines + 1 + above]?.fields[column] ?? ''),
      )
        .filter((cell) => cell !== '')
        .join(' '),
    );
    const wrong: number[] = [];
    for (const [column, heading] of headings.entries()) {
      if (form.columns[column]?.[1].test(heading) !== true) wrong.push(column + 1);
    }
    const matches = width - wrong.length;
    if (matches > bestMatches) {
      bestMatches = matches;
      best = { index, headings, wrong };
    }
  }
  return best;
}

function isNote(fields: readonly string[], key: RegExp): boolean {
  if (key.test(trimmed(fields[0]!))) return false;
  for (let index = 1; index < fields.length; index += 1) if (fields[index]!.trim() !== '') return false;
  return true;
}

/** Blanks, and the stray bytes outside ASCII that published tables have behind a code. */
function trimmed(field: string): string {
  return field.replace(/^[\s\u0080-\uffff]+|[\s\u0080-\uffff]+$/g, '');
}

function single(cell: string): string {
  return cell.trim().replace(/\s+/g, ' ');
}
