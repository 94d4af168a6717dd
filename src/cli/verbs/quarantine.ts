import type { Command } from 'commander';
import type { QuarantineFlags } from '../quarantine.ts';
import { verb } from '../verb.ts';
import { acting, looking, roof } from './money-verb.ts';

const EXITS = [
  ['release', 'Let the next run read it again: a partner was added, a limit raised.'],
  ['reject', 'It is done with; its bytes stay until retention takes them.'],
  ['keep', 'It stays, and no longer makes a run end with 3.'],
] as const;

/** `remit quarantine list | release | reject | keep | extract`. */
export function quarantineVerb(): Command {
  return roof(
    {
      name: 'quarantine',
      purpose: 'Files that could not go on, with their exact bytes and reasons, and what becomes of them.',
      examples: [
        'quarantine list',
        'quarantine release harborclear/clinic.x12 --reason "partner added"',
        'quarantine extract 2530700000015 --to claim.x12',
      ],
      exitCodes: [0, 1, 2, 74, 75],
    },
    [listVerb(), ...EXITS.map(([name, purpose]) => exitVerb(name, purpose)), extractVerb()],
  );
}

function listVerb(): Command {
  return looking({
    name: 'list',
    purpose: 'What waits for a decision.',
    examples: ['quarantine list', 'quarantine list --all', 'quarantine list --json'],
  })
    .option('--all', 'also what was decided')
    .action(async (flags: QuarantineFlags) => (await import('../quarantine.ts')).listQuarantine(flags));
}

function exitVerb(name: (typeof EXITS)[number][0], purpose: string): Command {
  return acting({
    name,
    purpose,
    examples: [
      `quarantine ${name} harborclear/clinic.x12 --reason "as agreed"`,
      `quarantine ${name} harborclear/clinic.x12 --reason "as agreed" --actor night`,
      `quarantine ${name} harborclear/clinic.x12.1 --reason "as agreed"`,
    ],
  })
    .argument('<file>', 'PARTNER/NAME, as `quarantine list` shows it')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (file: string, flags: QuarantineFlags) =>
      (await import('../quarantine.ts')).decide(name, file, flags),
    );
}

function extractVerb(): Command {
  return verb({
    name: 'extract',
    purpose: 'One claim as a valid 837 of its own, in the exact bytes it came in.',
    examples: [
      'quarantine extract 2530700000015',
      'quarantine extract 2530700000015 --to claim.x12',
      'quarantine extract 2530700000015 --config claims/remit.json',
    ],
    exitCodes: [0, 1, 2, 74],
  })
    .argument('<claim>', 'our claim number')
    .option('--to <file>', 'default: CLAIM.x12')
    .option('--config <file>', 'the installation', 'remit.json')
    .action(async (claim: string, flags: QuarantineFlags) =>
      (await import('../quarantine.ts')).extractClaim(claim, flags),
    );
}
