import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import type { AskFlags } from '../record-asking.ts';
import { verb } from '../verb.ts';

export interface ShowFlags extends AskFlags {
  readonly bytes?: boolean;
  readonly limit?: number;
}

export function showVerb(): Command {
  return verb({
    name: 'show',
    purpose: 'One file, interchange, set, claim, payment or sent file, from the file to the cent and back.',
    examples: ['show 2530700000015', 'show payment:2511030000001', 'show file:3 --bytes --phi > again.x12'],
    exitCodes: [0, 1, 2, 74],
    more: [
      'What to show is named as `remit find` prints it, or by any id of which there is one thing only.',
      'What identifies a patient is masked unless --phi is given. Who asked and what was shown is recorded in archive/asked.',
    ],
  })
    .argument('<thing>', 'as `remit find` prints it, or an id; - reads it from standard input')
    .option('--bytes', 'its exact bytes and nothing else; needs --phi')
    .option('--limit <number>', 'rows of each list (default: 50)', wholeNumber(1, 100_000))
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--json', 'the same as JSON, amounts in cents')
    .option('--phi', 'show what identifies the patient')
    .option('--actor <name>', 'who asks (default: the user of this machine)')
    .action(async (thing: string, flags: ShowFlags) => (await import('../show.ts')).show(thing, flags));
}
