import { type Command, Option } from 'commander';
import type { LineChange } from '../../batch/payment-correction.ts';
import { lineChange } from '../money-options.ts';
import { acting, looking, roof } from './money-verb.ts';

export function appealVerb(): Command {
  return roof(
    {
      name: 'appeal',
      purpose: 'Reconsiderations that providers ask for: deadline, two levels, outcome.',
      examples: [
        'appeal list',
        'appeal open 2530700000017 --reason "new records"',
        'appeal decide appeal-1 --outcome upheld',
      ],
      exitCodes: [0, 1, 2, 74],
    },
    [listVerb(), openVerb(), decideVerb()],
  );
}

function listVerb(): Command {
  return looking({
    name: 'list',
    purpose: 'Reconsiderations and their outcomes.',
    examples: ['appeal list', 'appeal list --json', 'appeal list --config claims/remit.json'],
  }).action(async (flags) => (await import('../appeal.ts')).listAppeals(flags));
}

function openVerb(): Command {
  return acting({
    name: 'open',
    purpose: 'Record that a provider asks for a reconsideration; after the deadline it is dismissed at once.',
    examples: [
      'appeal open 2530700000017 --reason "new records"',
      'appeal open 2530700000017 --level 2 --reason "second level"',
      'appeal open 2530700000017 --reason late --as-of 2027-12-05T12:00:00-08:00',
    ],
  })
    .argument('<claim>', 'our claim number')
    .addOption(new Option('--level <level>', 'first or second').choices(['1', '2']).default('1'))
    .requiredOption('--reason <text>', 'what is asked')
    .action(async (claim: string, flags) => (await import('../appeal.ts')).openAppeal(claim, flags));
}

export interface DecideAppealFlags {
  readonly config: string;
  readonly asOf?: string;
  readonly actor?: string;
  readonly outcome: 'upheld' | 'overturned';
  readonly line?: readonly LineChange[];
  readonly reason: string;
}

function decideVerb(): Command {
  return acting({
    name: 'decide',
    purpose: 'Uphold the decision, or overturn it and give money back on the next remittance.',
    examples: [
      'appeal decide appeal-1 --outcome upheld --reason "nothing new"',
      'appeal decide appeal-1 --outcome overturned --line 1:CO:97:45.00',
      'appeal decide appeal-1 --outcome overturned --line 1:CO:97:45.00 --line 2:CO:97:10.00',
    ],
  })
    .argument('<appeal>', 'e.g. appeal-1')
    .addOption(
      new Option('--outcome <outcome>', 'what was decided')
        .choices(['upheld', 'overturned'])
        .makeOptionMandatory(),
    )
    .option('--line <change>', 'LINE:GROUP:CARC:DOLLARS given back, once for each line', lineChange)
    .option('--reason <text>', 'why, for the record', '')
    .action(async (key: string, flags: DecideAppealFlags) =>
      (await import('../appeal.ts')).decideAppeal(key, flags),
    );
}
