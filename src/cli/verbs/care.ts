import type { Command } from 'commander';
import type { CareFlags } from '../care.ts';
import type { Exit } from '../exit.ts';
import { verb } from '../verb.ts';
import { retentionVerbs } from './retention.ts';

/** What keeps an installation well: backup, restore, rebuild, doctor, retention, legal holds. */
export function careVerbs(exit: Exit): Command[] {
  return [backupVerb(), restoreVerb(), rebuildVerb(), doctorVerb(exit), ...retentionVerbs()];
}

function backupVerb(): Command {
  return verb({
    name: 'backup',
    purpose: 'A checked copy of the store in one file, also while a run goes on.',
    examples: [
      'backup /srv/backup/remit-1105.db',
      'backup b.db --config claims/remit.json',
      'backup ../remit.db.copy',
    ],
    exitCodes: [0, 1, 2, 74, 75],
    more: ['Never copy remit.db itself. archive/ is copied by the usual means: its files never change.'],
  })
    .argument('<file>', 'where to; nothing is overwritten')
    .option('--config <file>', 'the installation', 'remit.json')
    .action(async (to: string, flags: CareFlags) => (await import('../care.ts')).backup(to, flags));
}

function restoreVerb(): Command {
  return verb({
    name: 'restore',
    purpose: 'Put a backup in the place of a store that is gone; it is checked before.',
    examples: [
      'restore /srv/backup/remit-1105.db',
      'restore b.db --config claims/remit.json',
      'restore b.db && remit doctor',
    ],
    exitCodes: [0, 1, 2, 74, 75],
  })
    .argument('<file>', 'a backup')
    .option(
      '--behind',
      'also one that does not know the last acts of the archive: their numbers are given out again',
    )
    .option('--config <file>', 'the installation', 'remit.json')
    .action(async (from: string, flags: CareFlags) => (await import('../care.ts')).restore(from, flags));
}

function rebuildVerb(): Command {
  return verb({
    name: 'rebuild',
    purpose: 'Make the store anew from the archive: the same ledger, the same bytes, nothing sent again.',
    examples: ['rebuild', 'rebuild --config claims/remit.json', 'rebuild --json'],
    exitCodes: [0, 1, 2, 4, 74, 75],
    more: [
      'Every act is done again in its order and must leave the very record it left before. It takes about as long as the runs did.',
    ],
  })
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--json', 'counts as JSON')
    .action(async (flags: CareFlags) => (await import('../care.ts')).rebuildStore(flags));
}

function doctorVerb(exit: Exit): Command {
  return verb({
    name: 'doctor',
    purpose: 'Look at everything an installation rests on; nothing is changed.',
    examples: ['doctor', 'doctor --config claims/remit.json', 'doctor --json'],
    exitCodes: [0, 1, 2, 3, 4, 74],
  })
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--json', 'what was found as JSON')
    .action(async (flags: CareFlags) => {
      const { doctor } = await import('../care.ts');
      exit.code = await doctor(flags);
    });
}
