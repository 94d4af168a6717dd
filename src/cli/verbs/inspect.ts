import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { verb } from '../verb.ts';

export interface InspectFlags {
  readonly json?: boolean;
  readonly at?: string;
  readonly claim?: string;
  readonly nth?: number;
  readonly query?: string;
  readonly diff?: string;
  readonly phi?: boolean;
  readonly asOf?: string;
  readonly specs?: string;
}

export function inspectVerb(): Command {
  return verb({
    name: 'inspect',
    purpose: 'Show the segments of an X12 file with loop, name, place and findings; cut out, ask, compare.',
    examples: [
      'inspect claims.x12 --at 0001:17',
      'inspect claims.x12 --claim PCN1001 > claim.x12',
      'inspect old-era.x12 --diff new-era.x12',
    ],
    exitCodes: [0, 1, 2, 74],
    more: [
      'Names, ids, accounts, addresses and notes of patients are masked with # unless --phi is given. A claim that is cut out is a file of its own and never masked.',
      'Members, providers, duplicates and originals are not looked up.',
    ],
  })
    .argument('<file>', 'file to read; - is standard input')
    .option('--json', 'JSON lines: one segment, hit or difference a line')
    .option('--at <place>', 'one segment with its elements: a byte offset, or SET:ORDINAL (ST is 1)')
    .option('--claim <id>', 'cut out the claim with this CLM01 or REF*D9, or CLP01 or CLP07, as a valid file')
    .option('--nth <number>', 'which of the claims with that id', wholeNumber(1, 1_000_000))
    .option(
      '--query <query>',
      'ask that claim in the language of node-x12: CLM01, SVC-CAS02, REF02:REF01["F8"]',
    )
    .option('--diff <file>', 'compare two 835 files by what they say')
    .option('--phi', 'patient data as it is')
    .option('--as-of <instant>', 'the day against which service dates are in the future (default: now)')
    .option('--specs <folder>', 'guides (default: the shipped ones)')
    .action(async (file: string, flags: InspectFlags) => {
      const { inspect } = await import('../inspect.ts');
      await inspect(file, flags);
    });
}
