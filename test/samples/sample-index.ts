import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One row of INDEX.tsv. */
export interface Sample {
  /** Relative to the folder. */
  readonly path: string;
  /** Transaction sets as the index names them: 837P, 835x3 … */
  readonly sets: string;
  /** ISA segments that the index counted. */
  readonly interchanges: number;
  /** CLM segments that the index counted. */
  readonly claims: number;
}

/** Reads INDEX.tsv of a folder of samples; columns are found by their names. */
export function readSampleIndex(folder: string): Sample[] {
  const path = join(folder, 'INDEX.tsv');
  if (!existsSync(path)) throw new Error(`no INDEX.tsv in ${folder}`);
  const [header = '', ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = header.split('\t');
  const column = (name: string): number => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`INDEX.tsv has no column "${name}"`);
    return index;
  };
  const [pathColumn, setsColumn] = ['local path', 'transaction set(s)'].map(column);
  const [isaColumn, clmColumn] = ['ISA', 'CLM'].map(column);
  return rows.map((row) => {
    const fields = row.split('\t');
    const [interchanges, claims] = [Number(fields[isaColumn!]), Number(fields[clmColumn!])];
    if (!Number.isInteger(interchanges) || !Number.isInteger(claims)) {
      throw new Error(`INDEX.tsv: a count of ${fields[pathColumn!]} is no number`);
    }
    return { path: fields[pathColumn!]!, sets: fields[setsColumn!]!, interchanges, claims };
  });
}
