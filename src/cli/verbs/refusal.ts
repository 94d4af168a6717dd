import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { acting, looking, roof } from './money-verb.ts';

/** `remit refusal list | resolve`. */
export function refusalVerb(): Command {
  return roof(
    {
      name: 'refusal',
      purpose: 'Files of ours that a partner refused with a TA1 or 999, remittances above all.',
      examples: [
        'refusal list',
        'refusal list --all',
        'refusal resolve 3 --reason "sent again, ticket 4711"',
      ],
      exitCodes: [0, 1, 2, 74, 75],
      more: [
        'A refused 835 was posted all the same: the money is on its way, and the provider cannot read why.',
        'A run ends with 3 until every refusal is resolved.',
      ],
    },
    [listVerb(), resolveVerb()],
  );
}

function listVerb(): Command {
  return looking({
    name: 'list',
    purpose: 'What was refused and why, newest first.',
    examples: ['refusal list', 'refusal list --all', 'refusal list --json'],
  })
    .option('--all', 'every TA1 and 999 that came, resolved and accepted ones too')
    .action(async (flags) => (await import('../refusal.ts')).listRefusals(flags));
}

function resolveVerb(): Command {
  return acting({
    name: 'resolve',
    purpose: 'Say what was done about a refusal; it no longer waits.',
    examples: [
      'refusal resolve 3 --reason "sent again, ticket 4711"',
      'refusal resolve 3 --reason "their map was wrong" --actor night',
      'refusal resolve 3 --reason "paid by letter" --as-of 2025-11-05T20:00:00-08:00',
    ],
  })
    .argument('<number>', 'as `refusal list` shows it', wholeNumber(1, 1_000_000_000))
    .requiredOption('--reason <text>', 'what was done, for the audit trail')
    .action(async (number, flags) => (await import('../refusal.ts')).resolve(number, flags));
}
