import type { Command } from 'commander';
import { verb } from '../verb.ts';

export interface ExplainFlags {
  readonly config: string;
  readonly json?: boolean;
  readonly phi?: boolean;
}

export function explainVerb(): Command {
  return verb({
    name: 'explain',
    purpose: 'One claim from charge to cent: every rule, every amount, every remittance.',
    examples: ['explain 2530700000017', 'explain PATIENT-CONTROL-NUMBER', 'explain 2530700000017 --json'],
    exitCodes: [0, 1, 2, 74],
    more: ['Patient control numbers, member ids and names are masked unless --phi is given.'],
  })
    .argument('<claim>', 'our claim number, or the patient control number (CLM01)')
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--json', 'the same as JSON, amounts in cents')
    .option('--phi', 'show what identifies the patient')
    .action(async (claim: string, flags: ExplainFlags) => {
      const { explainClaim } = await import('../explain-claim.ts');
      await explainClaim(claim, flags);
    });
}
