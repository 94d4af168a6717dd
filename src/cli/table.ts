import { columns, isTerminal, print, strong } from './terminal.ts';
import { brokenText } from './wrap-text.ts';

/** Between two columns. */
const GAP = 2;

/** A column is not made narrower than this, whatever the terminal. */
const NARROWEST = 8;

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
  const widths = fitted(
    names.map((name, n) => Math.max(name.length, ...cells.map((row) => row[n]?.length ?? 0))),
  );
  const align = (cell: string, n: number) =>
    tableColumns[n]?.align === 'right' ? cell.padStart(widths[n]!) : cell.padEnd(widths[n]!);
  const lines = (row: readonly string[]) => {
    const wrapped = row.map((cell, n) => brokenText(cell, widths[n]!));
    const height = Math.max(...wrapped.map((rows) => rows.length));
    return Array.from({ length: height }, (_, line) =>
      wrapped
        .map((rows, n) => align(rows[line] ?? '', n))
        .join(' '.repeat(GAP))
        .trimEnd(),
    );
  };
  for (const line of lines(names)) print(strong(line));
  for (const row of cells) for (const line of lines(row)) print(line);
}

/** Takes from the widest column until the table fits the terminal: what does not fit goes on below. */
function fitted(widths: readonly number[]): number[] {
  const narrowed = [...widths];
  const isTooWide = () => narrowed.reduce((sum, width) => sum + width + GAP, -GAP) > columns();
  while (isTooWide()) {
    const widest = Math.max(...narrowed);
    if (widest <= NARROWEST) break;
    narrowed[narrowed.lastIndexOf(widest)] = widest - 1;
  }
  return narrowed;
}
