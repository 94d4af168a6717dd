import { Fault } from '../x12/fault.ts';
import { checkReading } from './check-reading.ts';
import type { Specs } from './read-specs.ts';
import { readSpecs } from './read-specs.ts';

/** Problems a fault quotes; the command that checks specs lists all. */
const QUOTED_PROBLEMS = 3;

/**
 * The payers and partners of a specs folder, ready to use.
 *
 * @throws Fault `SPECS-INVALID` when anything in them is wrong: a run never works on half a profile
 */
export function loadSpecs(directory: string): Specs {
  const reading = readSpecs(directory);
  const problems = [...reading.problems, ...checkReading(reading)];
  if (problems.length > 0) {
    throw new Fault({
      code: 'SPECS-INVALID',
      message: `${problems.length} problems in ${directory}: ${problems.slice(0, QUOTED_PROBLEMS).join('; ')}`,
      hint: 'Run `remit specs check` for the whole list.',
      exitCode: 2,
    });
  }
  return {
    profiles: reading.profiles.map(({ value }) => value),
    partners: reading.partners.map(({ value }) => value),
  };
}
