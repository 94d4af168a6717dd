import type { Command } from 'commander';
import { verb } from '../verb.ts';

export interface ValidateFlags {
  readonly json?: boolean;
  readonly partner?: string;
  readonly all?: boolean;
  readonly acks?: string;
  readonly asOf?: string;
  readonly specs?: string;
}

export function validateVerb(): Command {
  return verb({
    name: 'validate',
    purpose: 'Say what is wrong in X12 files, where, and which acknowledgment code it becomes.',
    examples: [
      'validate claims.x12',
      'validate inbox/*.x12 --json',
      'validate - --partner harborclear < claims.x12',
    ],
    exitCodes: [0, 1, 2, 74],
    more: [
      'Works from guides and specs only: members, providers, duplicates and originals are not looked up.',
      '835 files are proved on their three balances. Whatever is found in a file, the exit code is 0.',
    ],
  })
    .argument('<files...>', 'files to read; - is standard input')
    .option('--json', 'an array with one object per file')
    .option(
      '--partner <id>',
      "this partner's severities, ids and payers (default: none, no payer's own rules)",
    )
    .option('--all', 'print every finding, not the first 20 of a file')
    .option('--acks <folder>', 'write the TA1, 999 and 277CA each interchange would be answered with')
    .option('--as-of <instant>', 'the day against which service dates are in the future (default: now)')
    .option('--specs <folder>', 'guides and partners (default: the shipped ones)')
    .action(async (files: string[], flags: ValidateFlags) => {
      const { validateFiles } = await import('../validate-files.ts');
      await validateFiles(files, flags);
    });
}
