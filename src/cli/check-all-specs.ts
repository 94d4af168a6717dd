import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkGuide } from '../guide/check-guide.ts';
import { checkSpecs } from '../reference/check-specs.ts';
import { Fault } from '../x12/fault.ts';
import { shippedSpecs } from './shipped-specs.ts';
import { print, printJson } from './terminal.ts';

const USAGE = 2;

/** Prints every problem; the exit code is 2 when there is one. */
export function checkAllSpecs(folder: string | undefined, json: boolean): number {
  const specs = folder ?? shippedSpecs();
  const problems = [...checkGuides(join(specs, 'guides')), ...checkSpecs(specs)];
  if (json) printJson(problems);
  else if (problems.length === 0) print('The specs are in order.');
  else for (const problem of problems) print(problem);
  return problems.length === 0 ? 0 : USAGE;
}

function checkGuides(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder)
      .filter((name) => name.endsWith('.xml'))
      .sort();
  } catch (cause) {
    throw new Fault({
      code: 'SPECS-MISSING',
      message: `${folder} cannot be read`,
      hint: 'Name a folder that has guides/, payers/, partners/ and codes/.',
      exitCode: 2,
      cause,
    });
  }
  return names.flatMap((name) => checkGuide(readFileSync(join(folder, name), 'utf8'), `guides/${name}`));
}
