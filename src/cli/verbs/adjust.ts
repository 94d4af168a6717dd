import type { Command } from 'commander';
import { acting } from './money-verb.ts';

/** `remit adjust`: plan first, `--apply` carries it out. */
export function adjustVerb(): Command {
  return acting({
    name: 'adjust',
    purpose:
      'Decide paid claims again by today’s records and prices: plan with counts and cents, then reversals and corrections.',
    examples: [
      'adjust 91051 --from 2025-01-01 --to 2025-03-31',
      'adjust 91051 --member 10010001 --from 2025-03-01 --take-back --apply',
      'adjust 91051 --payee 910000101-2100000019 --apply',
    ],
  })
    .argument('<payer>', 'id of the payer profile')
    .option('--member <id>', 'claims of this member')
    .option('--payee <id>', 'claims of this payee: tax id, hyphen, NPI')
    .option('--from <day>', 'services on or after this day, e.g. 2025-01-01')
    .option('--to <day>', 'services on or before this day')
    .option('--take-back', 'also claims that are paid less (default: those go by `remit recovery`)')
    .option('--apply', 'post it; without it the plan is only shown')
    .option('--json', 'the plan as JSON, amounts in cents')
    .action(async (payer, flags) => (await import('../adjust.ts')).adjust(payer, flags));
}
