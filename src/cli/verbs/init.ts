import type { Command } from 'commander';
import { print } from '../terminal.ts';
import { verb } from '../verb.ts';

export function initVerb(): Command {
  return verb({
    name: 'init',
    purpose: 'Make a data root: remit.json and the folders of every partner.',
    examples: ['init claims', 'init /srv/claims', 'init . && remit run'],
    exitCodes: [0, 2, 74],
  })
    .argument('<folder>', 'folder to make; one that has a remit.json is left alone')
    .action(async (folder: string) => {
      const { initialize } = await import('../initialize.ts');
      const { config, partners } = initialize(folder);
      print(`Made ${config} and inbox and outbox of ${partners.join(', ')}.`);
      print(`Next: put files into ${folder}/inbox/PARTNER and call\n  remit run --config ${config}`);
    });
}
