/** Fields of one line of a CSV file. */
export interface CsvRow {
  /** Physical line of its first field, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface CsvProblem {
  readonly line: number;
  /** Ordinal of the field, from 1. */
  readonly column: number;
  readonly message: string;
}

export interface CsvReading {
  readonly rows: readonly CsvRow[];
  readonly problem?: CsvProblem;
}

export const CSV_ROWS = 2_000_000;
export const CSV_FIELD_CHARACTERS = 1_000;

/**
 * RFC 4180, strictly: comma, CRLF or LF, a quote only round a whole field and doubled inside it. The last line must
 * end with a line break, so a file that was cut is noticed. A byte order mark and empty lines are skipped.
 *
 * @param separator some published tables come with tabs
 * @returns the rows up to the first problem, which makes the rest unreadable
 */
export function readCsv(text: string, separator: ',' | '\t' = ','): CsvReading {
  const rows: CsvRow[] = [];
  const end = text.length;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (at < end) {
    const fields: string[] = [];
    const firstLine = line;
    const fail = (message: string): CsvReading => ({
      rows,
      problem: { line: firstLine, column: fields.length + 1, message },
    });
    if (rows.length >= CSV_ROWS) return fail(`more than ${CSV_ROWS} rows`);
    for (let isOpen = true; isOpen; ) {
      let field = '';
      if (text[at] === '"') {
        let close = text.indexOf('"', at + 1);
        while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
        if (close === -1) return fail('the quote is never closed');
        field = text.slice(at + 1, close).replaceAll('""', '"');
        for (const character of field) if (character === '\n') line += 1;
        at = close + 1;
      } else {
        const start = at;
        while (
          at < end &&
          text[at] !== separator &&
          text[at] !== '\n' &&
          text[at] !== '\r' &&
          text[at] !== '"'
        )
          at += 1;
        field = text.slice(start, at);
        if (text[at] === '"') return fail('a quote inside a field that is not quoted');
      }
      if (field.length > CSV_FIELD_CHARACTERS)
        return fail(`a field of more than ${CSV_FIELD_CHARACTERS} characters`);
      if (at >= end) return fail('the last line has no line break: the file may be cut');
      if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
      if (text[at] !== separator && text[at] !== '\n')
        return fail('something after a closing quote or a lone return');
      isOpen = text[at] === separator;
      at += 1;
      fields.push(field);
    }
    line += 1;
    if (fields.length > 1 || fields[0] !== '') rows.push({ line: firstLine, fields });
  }
  return { rows };
}
