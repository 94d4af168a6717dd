import type { Command } from 'commander';
import { verb } from '../verb.ts';

export function explainErrorVerb(): Command {
  return verb({
    name: 'explain-error',
    purpose: 'What a code of a finding or an error means, what it becomes and what to do.',
    examples: ['explain-error X12-SE01-COUNT', 'explain-error RUN-LOCKED', 'explain-error --list'],
    exitCodes: [0, 2],
  })
    .argument('[code]', 'as printed, e.g. X12-SE01-COUNT')
    .option('--list', 'every code there is')
    .option('--json', 'the same as JSON')
    .action(async (code: string | undefined, flags: { readonly list?: boolean; readonly json?: boolean }) => {
      const { explainError } = await import('../explain-error.ts');
      explainError(code, flags);
    });
}
