import { isDate8 } from '../../x12/date.ts';
import { PackedPairs } from '../packed-pairs.ts';
import type { RateTable } from '../rate-tables.ts';
import { importedTables, rateTable } from './rate-import.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { IMPORT_PROBLEMS } from './table.ts';

const HEADER = 'column_1,column_2,effective_date,deletion_date,modifier_indicator,mutually_exclusive';
const COLUMNS = HEADER.split(',').length;
const CODE = /^[A-Z0-9]\d{3}[A-Z0-9]$/;
/** Two and a half million rows are published; a code list twice as long is no code list. */
const PAIRS = 6_000_000;

/**
 * Pairs in our own CSV form, without quotes: read line by line, as a table of rows would take a gigabyte. Either date
 * may be empty. A pair may come again with another window.
 */
export function importNcciPairs(text: string, options: ImportOptions): ImportResult<RateTable> {
  const problems: string[] = [];
  const pairs = new PackedPairs();
  let line = 1;
  const note = (column: number, message: string): void => {
    if (problems.length < IMPORT_PROBLEMS) problems.push(`${options.file}:${line}:${column} ${message}`);
  };
  const days = new Map<string, string | undefined>();
  const knownDay = (each: string): string | undefined => {
    if (!days.has(each)) days.set(each, dayOf(each));
    return days.get(each);
  };
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const nextLine = (): string | undefined => {
    const end = text.indexOf('\n', at);
    if (end === -1) {
      if (at < text.length) note(1, 'the last line has no line break: the file may be cut');
      return undefined;
    }
    const row = text.slice(at, text[end - 1] === '\r' ? end - 1 : end);
    at = end + 1;
    return row;
  };
  if (nextLine() !== HEADER) note(1, `the columns are not ${HEADER}`);
  for (let row = problems.length > 0 ? undefined : nextLine(); row !== undefined; row = nextLine()) {
    line += 1;
    if (row === '') continue;
    const fields = row.split(',');
    if (fields.length !== COLUMNS) {
      note(fields.length, `${fields.length} fields where the header has ${COLUMNS}`);
      continue;
    }
    const [one = '', two = '', from = '', to = '', indicator = '', exclusive = ''] = fields;
    if (!CODE.test(one)) note(1, 'column_1 is not a procedure code');
    if (!CODE.test(two)) note(2, 'column_2 is not a procedure code');
    const fromDay = knownDay(from);
    const toDay = knownDay(to);
    if (fromDay === undefined) note(3, 'effective_date is not a day');
    if (toDay === undefined) note(4, 'deletion_date is not a day');
    if (indicator !== '0' && indicator !== '1' && indicator !== '9')
      note(5, 'modifier_indicator is none of 0, 1, 9');
    if (exclusive !== '' && exclusive !== 'Y') note(6, 'mutually_exclusive is none of Y and empty');
    if (problems.length >= IMPORT_PROBLEMS) break;
    if (problems.length > 0) continue;
    pairs.add(one, two, fromDay!, toDay!, indicator as '0' | '1' | '9', exclusive === 'Y');
    if (pairs.size > PAIRS) note(1, `more than ${PAIRS} pairs`);
  }
  if (problems.length === 0 && pairs.size === 0) note(1, 'no rows');
  if (problems.length === 0) {
    const twice = pairs.seal();
    if (twice !== undefined)
      problems.push(`${options.file}:${twice + 2}:1 the pair stands twice for one time`);
  }
  return importedTables(
    [rateTable('ncci-pairs', text, options, pairs, pairs.size, { part: options.file })],
    problems,
  );
}

/** CCYYMMDD from CCYY-MM-DD or CCYYMMDD; '' stays. */
function dayOf(text: string): string | undefined {
  if (text === '') return '';
  const day = text.length === 10 && text[4] === '-' && text[7] === '-' ? text.replaceAll('-', '') : text;
  return isDate8(day) ? day : undefined;
}
