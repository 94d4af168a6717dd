import type { Command } from 'commander';
import type { Exit } from '../exit.ts';
import { verb } from '../verb.ts';

export interface ReconcileFlags {
  readonly config: string;
  readonly on?: string;
  readonly json?: boolean;
}

export function reconcileVerb(exit: Exit): Command {
  return verb({
    name: 'reconcile',
    purpose: 'Prove payments, 835 bytes and ledger against one another; say what waits and why.',
    examples: ['reconcile', 'reconcile --on 2025-12-31', 'reconcile --json'],
    exitCodes: [0, 1, 2, 4, 74],
  })
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--on <day>', 'as of that day, for what waits and what is old (default: today)')
    .option('--json', 'the same as JSON, amounts in cents')
    .action(async (flags: ReconcileFlags) => {
      const { showReconciliation } = await import('../show-reconciliation.ts');
      exit.code = await showReconciliation(flags);
    });
}
