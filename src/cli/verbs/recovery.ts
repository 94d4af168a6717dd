import { type Command, Option } from 'commander';
import type { LineChange } from '../../batch/payment-correction.ts';
import { lineChange, positiveDollars } from '../money-options.ts';
import { acting, looking, roof } from './money-verb.ts';

/** Acts that move a recovery on without money. */
const MOVES = [
  ['received', 'received', 'Enter the day the notice arrived: the days to contest run from it.'],
  [
    'contest',
    'contested',
    'The provider contests in writing: nothing is taken for the months of the profile.',
  ],
  ['permit', 'permitted', 'The provider allows the money to be taken now.'],
  ['withdraw', 'withdrawn', 'Give the recovery up: nothing is taken.'],
] as const;

export function recoveryVerb(): Command {
  return roof(
    {
      name: 'recovery',
      purpose: 'Overpayments we found: notice, days to contest, six months when contested, and the money.',
      examples: [
        'recovery list',
        'recovery show recovery-1',
        'recovery contest recovery-1 --reason "letter of 3 May"',
      ],
      exitCodes: [0, 1, 2, 74],
    },
    [listVerb(), showVerb(), openVerb(), ...MOVES.map(moveVerb), refundVerb()],
  );
}

function listVerb(): Command {
  return looking({
    name: 'list',
    purpose: 'Recoveries and where they stand.',
    examples: ['recovery list', 'recovery list --on 2025-12-24', 'recovery list --json'],
  })
    .option('--on <day>', 'as of that day, e.g. 2025-12-24 (default: today)')
    .action(async (flags) => (await import('../recovery.ts')).listRecoveries(flags));
}

function showVerb(): Command {
  return looking({
    name: 'show',
    purpose: 'One recovery with every dated act.',
    examples: [
      'recovery show recovery-1',
      'recovery show recovery-1 --json',
      'recovery show recovery-1 --on 2025-12-24',
    ],
  })
    .argument('<recovery>', 'e.g. recovery-1')
    .option('--on <day>', 'as of that day (default: today)')
    .action(async (key, flags) => (await import('../recovery.ts')).showRecovery(key, flags));
}

function openVerb(): Command {
  return acting({
    name: 'open',
    purpose: 'Begin a recovery: the notice goes out, the money waits for what the manual allows.',
    examples: [
      'recovery open 2530700000017 --line 1:CO:45:20.00 --reason "paid above the contract"',
      'recovery open 2530700000017 --line 1:CO:97:120.00 --line 2:CO:97:35.50 --reason bundled',
      'recovery open 2530700000017 --line 1:CO:45:20.00 --reason "rate change" --method at-once',
    ],
    more: [
      '--method at-once shows the corrected claim on the next remittance and takes the money later (PLB WO).',
    ],
  })
    .argument('<claim>', 'our claim number')
    .requiredOption('--line <change>', 'LINE:GROUP:CARC:DOLLARS[:REMARKS], once for each line', lineChange)
    .requiredOption('--reason <text>', 'what the provider is told')
    .addOption(
      new Option('--method <method>', 'when the corrected claim is shown')
        .choices(['with-the-money', 'at-once'])
        .default('with-the-money'),
    )
    .action(async (claim: string, flags: OpenRecoveryFlags) =>
      (await import('../recovery.ts')).beginRecovery(claim, flags),
    );
}

export interface OpenRecoveryFlags {
  readonly config: string;
  readonly asOf?: string;
  readonly actor?: string;
  readonly line: readonly LineChange[];
  readonly reason: string;
  readonly method: 'with-the-money' | 'at-once';
}

function moveVerb([name, act, purpose]: (typeof MOVES)[number]): Command {
  return acting({
    name,
    purpose,
    examples: [
      `recovery ${name} recovery-1`,
      `recovery ${name} recovery-1 --reason "letter of 3 May"`,
      `recovery ${name} recovery-1 --as-of 2025-11-05T12:00:00-08:00`,
    ],
  })
    .argument('<recovery>', 'e.g. recovery-1')
    .option('--reason <text>', 'why, for the record', '')
    .action(async (key, flags) => (await import('../recovery.ts')).moveRecovery(key, act, flags));
}

function refundVerb(): Command {
  return acting({
    name: 'refund',
    purpose: "Enter the provider's check: the next remittance acknowledges it, what is too much goes back.",
    examples: [
      'recovery refund recovery-1 --check 4711 --amount 20.00',
      'recovery refund recovery-1 --check 4711 --amount 25.00',
      'recovery refund recovery-1 --check 4711 --amount 20 --as-of 2025-11-05T12:00:00-08:00',
    ],
  })
    .argument('<recovery>', 'e.g. recovery-1')
    .requiredOption('--check <number>', 'the number on the check')
    .requiredOption('--amount <dollars>', 'what the check is worth', positiveDollars)
    .action(async (key, flags) => (await import('../recovery.ts')).refundByCheck(key, flags));
}
