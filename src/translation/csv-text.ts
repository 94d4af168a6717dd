/** What a spreadsheet takes for a formula when a cell begins with it; some pass over spaces before it. */
const FORMULA = /^[\s\u00a0]*[=+\-@]|^[\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const QUOTED = /[",\r\n\t]|^\s|\s$/;

/**
 * One line of CSV (RFC 4180, CR LF). A cell that a spreadsheet would calculate gets an apostrophe before it, which
 * changes the value: `raw` leaves it. Plain numbers, negative ones too, stay numbers.
 */
export function csvLine(cells: readonly string[], raw: boolean): string {
  return `${cells.map((cell) => csvCell(cell, raw)).join(',')}\r\n`;
}

function csvCell(cell: string, raw: boolean): string {
  const safe = !raw && FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
