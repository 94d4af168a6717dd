import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { loadSpecs } from '../reference/load-specs.ts';
import {
  type RuleCoverage,
  readCatalogue,
  ruleCoverage,
  type SourceText,
} from '../reference/rule-coverage.ts';
import { shippedSpecs } from './shipped-specs.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';

const USAGE = 2;

/** Every row of the catalogue: where it stands, which file carries it out, which test proves it. */
export function showRules(folder: string | undefined, json: boolean): number {
  const specs = folder ?? shippedSpecs();
  const { rows, problems } = readCatalogue(
    readFileSync(join(specs, 'catalogue.xml'), 'utf8'),
    'catalogue.xml',
  );
  const coverage = ruleCoverage(rows, loadSpecs(specs).profiles, sources());
  if (json) printJson([...problems, ...coverage]);
  else {
    for (const problem of problems) print(problem);
    printCoverage(coverage);
  }
  return problems.length === 0 ? 0 : USAGE;
}

function printCoverage(coverage: readonly RuleCoverage[]): void {
  printTable(
    ['rule', 'profile', 'standing', 'file', 'test', 'title'].map((name) => ({ name })),
    coverage.map((row) => [
      row.id,
      row.statedBy.join(' ') || row.profile,
      row.standing,
      row.standing === 'acts' ? first(row.files) : row.reason,
      first(row.tests),
      row.title,
    ]),
  );
  const count = (isSo: (row: RuleCoverage) => boolean): number => coverage.filter(isSo).length;
  print(
    `${coverage.length} rules: ${count(({ standing }) => standing === 'acts')} act, ` +
      `${count(({ standing }) => standing === 'records')} are records, ` +
      `${count(({ standing }) => standing === 'out of reach')} out of reach, ` +
      `${count(({ standing }) => standing === 'missing')} missing; ` +
      `${count(({ standing, tests }) => standing === 'acts' && tests.length === 0)} act without a test.`,
  );
}

function first(paths: readonly string[]): string {
  const [path = '-'] = paths;
  return paths.length > 1 ? `${path} +${paths.length - 1}` : path;
}

/** Of a checkout; an installed package brings no tests, and says so with `-`. */
function sources(): SourceText[] {
  const root = join(import.meta.dirname, '..', '..');
  return globSync('{src,test}/**/*.ts', { cwd: root })
    .sort()
    .map((path) => ({ path: path.split(sep).join('/'), text: readFileSync(join(root, path), 'utf8') }));
}
