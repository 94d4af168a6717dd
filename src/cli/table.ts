import { isTerminal, print, strong } from './terminal.ts';

export interface Column {
  readonly name: string;
  readonly align?: 'left' | 'right';
}

/** A table under its column names on a terminal; tab-separated values, the names first, in a pipe. */
export function printTable(
  tableColumns: readonly Column[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const cells = rows.map((row) => row.map(String));
  const names = tableColumns.map((column) => column.name);
  if (!isTerminal()) {
    for (const row of [names, ...cells]) print(row.map((cell) => cell.replace(/[\t\r\n]/g, ' ')).join('\t'));
    return;
  }
  const widths = names.map((name, n) => Math.max(name.length, ...cells.map((row) => row[n]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, n) =>
        tableColumns[n]?.align === 'right' ? cell.padStart(widths[n]!) : cell.padEnd(widths[n]!),
      )
      .join('  ')
      .trimEnd();
  print(strong(line(names)));
  for (const row of cells) print(line(row));
}
