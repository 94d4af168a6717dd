import type { Command } from 'commander';
import { verb } from '../verb.ts';

export interface StatusFlags {
  readonly config: string;
  readonly json?: boolean;
}

export function statusVerb(): Command {
  return verb({
    name: 'status',
    purpose: 'What happened so far: files, claims, money, and whether the books close.',
    examples: ['status', 'status --config claims/remit.json', 'status --json'],
    exitCodes: [0, 1, 2, 74],
  })
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--json', 'the same as JSON, amounts in cents')
    .action(async (flags: StatusFlags) => {
      const { showStatus } = await import('../show-status.ts');
      await showStatus(flags);
    });
}
