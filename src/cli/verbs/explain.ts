import type { Command } from 'commander';
import type { AskFlags } from '../record-asking.ts';
import { verb } from '../verb.ts';

export type ExplainFlags = AskFlags;

export function explainVerb(): Command {
  return verb({
    name: 'explain',
    purpose: 'One claim from charge to cent: every rule, every amount, every remittance.',
    examples: ['explain 2530700000017', 'explain - < account.txt', 'explain 2530700000017 --json'],
    exitCodes: [0, 1, 2, 74],
    more: [
      'Patient control numbers, member ids and names are masked unless --phi is given. Who asked is recorded in archive/asked.',
      'A patient control number does not belong on a command line, which others may see: write - and give it on standard input.',
    ],
  })
    .argument(
      '<claim>',
      'our claim number, or the patient control number (CLM01); - reads it from standard input',
    )
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--json', 'the same as JSON, amounts in cents')
    .option('--phi', 'show what identifies the patient')
    .option('--actor <name>', 'who asks (default: the user of this machine)')
    .action(async (claim: string, flags: ExplainFlags) => {
      const { explainClaim } = await import('../explain-claim.ts');
      await explainClaim(claim, flags);
    });
}
