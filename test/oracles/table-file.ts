import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from '../../src/reference/importers/csv.ts';

/** Rows of a CSV or tab-separated file of oracles, by column name. */
export function tableFile(directory: string, path: string): ReadonlyMap<string, string>[] {
  const { rows, problem } = readCsv(readFileSync(join(directory, path), 'utf8'));
  if (problem) throw new Error(`${path}:${problem.line} ${problem.message}`);
  const [header, ...data] = rows;
  return data.map(({ fields }) => new Map(header!.fields.map((name, index) => [name, fields[index] ?? ''])));
}

/** `1234.5` → 123450, as figures are written in oracles: no sign, at most two decimals. */
export function centsOf(text: string | undefined): number {
  const [dollars = '', cents = ''] = (text ?? '').split('.');
  return Number(dollars) * 100 + Number(cents.padEnd(2, '0').slice(0, 2));
}
