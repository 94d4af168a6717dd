import { Command } from 'commander';
import type { Exit } from '../exit.ts';
import { verb } from '../verb.ts';

export function specsVerb(exit: Exit): Command {
  return new Command('specs').description('Guides, payers, partners and codes.').addCommand(checkVerb(exit));
}

function checkVerb(exit: Exit): Command {
  return verb({
    name: 'check',
    purpose: 'Check every guide, payer, partner and code list; each problem with its file and element.',
    examples: ['specs check', 'specs check my-specs', 'specs check --rules'],
    exitCodes: [0, 1, 2],
  })
    .argument('[folder]', 'specs to check (default: the shipped ones)')
    .option('--json', 'the problems as a JSON array of texts')
    .option('--rules', 'every rule of the catalogue instead: profile, standing, file and test')
    .action(
      async (folder: string | undefined, flags: { readonly json?: boolean; readonly rules?: boolean }) => {
        if (flags.rules) {
          const { showRules } = await import('../show-rules.ts');
          exit.code = showRules(folder, flags.json ?? false);
          return;
        }
        const { checkAllSpecs } = await import('../check-all-specs.ts');
        exit.code = checkAllSpecs(folder, flags.json ?? false);
      },
    );
}
