import type { Command } from 'commander';
import type { TransferFlags } from '../transfer-files.ts';
import { verb } from '../verb.ts';

/** `remit fetch` and `remit deliver`. */
export function transferVerbs(): Command[] {
  return [
    transferVerb('fetch', 'Files of the partners’ SFTP servers into their inboxes.'),
    transferVerb('deliver', 'Files of the outbox onto the partners’ SFTP servers, each exactly once.'),
  ];
}

function transferVerb(way: 'fetch' | 'deliver', purpose: string): Command {
  return verb({
    name: way,
    purpose,
    examples: [way, `${way} --partner harborclear`, `${way} --config claims/remit.json --json`],
    exitCodes: [0, 1, 2, 74, 75],
    more: [
      'Keys only, and only to the host key pinned in remit.json. Nothing is ever overwritten, here or there.',
    ],
  })
    .option('--partner <id>', 'this partner only')
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--json', 'the files as JSON')
    .action(async (flags: TransferFlags) => (await import('../transfer-files.ts')).transferFiles(way, flags));
}
