import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Exit } from '../exit.ts';
import type { ReplayFlags } from '../replay.ts';
import { verb } from '../verb.ts';

export function replayVerb(exit: Exit): Command {
  return verb({
    name: 'replay',
    purpose: 'Send the same bytes again, or decide claims again by the records of today: the plan first.',
    examples: [
      'replay --file clinic-1103.x12 --mode resend',
      'replay --claim 2530700000015 --mode readjudicate --yes --reason "fee corrected"',
      'replay --failed --mode readjudicate --yes --reason "members imported"',
    ],
    exitCodes: [0, 1, 2, 3, 4, 74, 75],
    more: [
      'resend puts files that were sent under the same name into the partner’s folder again, and leaves those that lie there still. readjudicate makes a reversal and a correction only where the result differs. Doing either twice changes nothing.',
    ],
  })
    .option('--file <name>', 'an inbound file, or one that was sent')
    .option('--claim <number>', 'our claim number')
    .option('--batch <id>', 'a batch', whole)
    .option('--failed', 'whatever waits')
    .addOption(new Option('--mode <mode>').choices(['resend', 'readjudicate']).makeOptionMandatory())
    .option('--take-back', 'also where less is paid: without the notice of a recovery')
    .option('--yes', 'carry the plan out')
    .option('--reason <text>', 'why, for the audit trail')
    .option('--actor <name>', 'who acts (default: the user of this machine)')
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--as-of <instant>', 'date, time and zone of the act (default: now)')
    .option('--json', 'the plan as JSON, amounts in cents')
    .action(async (flags: ReplayFlags) => {
      const { replay } = await import('../replay.ts');
      exit.code = await replay(flags);
    });
}

function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('a whole number is needed');
  return Number(text);
}
