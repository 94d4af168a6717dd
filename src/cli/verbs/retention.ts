import { type Command, InvalidArgumentError } from 'commander';
import { RETENTION_CLASSES, type RetentionClass } from '../../batch/settings.ts';
import type { HoldFlags, RetentionFlags } from '../retention.ts';
import { acting, looking, roof } from './money-verb.ts';

/** What is old enough to go, and what must not. */
export function retentionVerbs(): Command[] {
  return [retentionVerb(), legalHoldVerb()];
}

function retentionVerb(): Command {
  return acting({
    name: 'retention',
    purpose: 'What has been kept for long enough, by class: what would go, and with --yes what goes.',
    examples: [
      'retention',
      'retention --class traces --older-than 1100',
      'retention --yes --reason "ten years are over"',
    ],
    more: [
      'raw: inbound files; outputs: answers and remittances; claimDetail: lines, adjustments, patient of decided claims; traces: why each was decided so; audit: acts before the end of a run. Days stand in remit.json under "retention".',
      'What waits stays, whatever its age; so do imports, the ledger, payments and amounts, and whatever is under a legal hold. Afterwards a store can be restored, no longer rebuilt.',
    ],
  })
    .option('--class <classes>', `some of them, with commas: ${RETENTION_CLASSES.join(', ')}`, classes)
    .option('--older-than <days>', 'other days than remit.json has, for --class', days)
    .option('--yes', 'take them')
    .option('--reason <text>', 'why, for the audit trail')
    .option('--json', 'the plan as JSON, every file and claim by name')
    .action(async (flags: RetentionFlags) => (await import('../retention.ts')).retention(flags));
}

function legalHoldVerb(): Command {
  const list = looking({
    name: 'list',
    purpose: 'What is under a legal hold.',
    examples: ['legal-hold list', 'legal-hold list --all', 'legal-hold list --json'],
  })
    .option('--all', 'released ones as well')
    .action(async (flags: HoldFlags) => (await import('../retention.ts')).listHolds(flags));
  const add = acting({
    name: 'add',
    purpose: 'Keep something whatever its age; while any hold stands the audit trail is not cut.',
    examples: [
      'legal-hold add 2530700000015 --reason "case 12"',
      'legal-hold add 910000101-2100000019 --reason "case 12"',
      'legal-hold add \'*\' --reason "audit of the state"',
    ],
  })
    .argument('<what>', "an inbound file's name or SHA-256, a partner, a claim number, a payee, or '*'")
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (what: string, flags: HoldFlags) => (await import('../retention.ts')).addHold(what, flags));
  const release = acting({
    name: 'release',
    purpose: 'End a legal hold.',
    examples: [
      'legal-hold release legal-hold-1 --reason "case closed"',
      'legal-hold release legal-hold-2 --reason "audit over"',
      'legal-hold release legal-hold-3 --reason "named the wrong file"',
    ],
  })
    .argument('<hold>', 'as `legal-hold list` names it')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (key: string, flags: HoldFlags) =>
      (await import('../retention.ts')).releaseHold(key, flags),
    );
  return roof(
    {
      name: 'legal-hold',
      purpose: 'What retention must not touch.',
      examples: [
        'legal-hold list',
        'legal-hold add claims.x12 --reason "case 12"',
        'legal-hold release legal-hold-1 --reason "case closed"',
      ],
      exitCodes: [0, 1, 2, 74, 75],
    },
    [list, add, release],
  );
}

function classes(text: string): RetentionClass[] {
  const named = text.split(',').map((each) => each.trim());
  if (named.every((each) => (RETENTION_CLASSES as readonly string[]).includes(each)))
    return named as RetentionClass[];
  throw new InvalidArgumentError(`Classes: ${RETENTION_CLASSES.join(', ')}.`);
}

function days(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('a whole number of days is needed');
  return Number(text);
}
