import type { Command } from 'commander';
import { positiveDollars } from '../money-options.ts';
import { acting, looking, roof } from './money-verb.ts';

export function creditVerb(): Command {
  return roof(
    {
      name: 'credit',
      purpose: 'Credit balances of payees, by fund: who owes, since which remittance, and refunds received.',
      examples: ['credit list', 'credit show 910000101-2100000019', 'credit history 910000101-2100000019'],
      exitCodes: [0, 1, 2, 74],
    },
    [listVerb(), showVerb(), historyVerb(), refundVerb()],
  );
}

function listVerb(): Command {
  return looking({
    name: 'list',
    purpose: 'Every balance carried forward that no claim has met yet.',
    examples: ['credit list', 'credit list --json', 'credit list --config claims/remit.json'],
  }).action(async (flags) => (await import('../credit.ts')).listCredits(flags));
}

function showVerb(): Command {
  return looking({
    name: 'show',
    purpose: 'Accounts of one payee, by fund.',
    examples: [
      'credit show 910000101-2100000019',
      'credit show 910000101-2100000019 --json',
      'credit show 910000101-2100000019 --config claims/remit.json',
    ],
  })
    .argument('<payee>', 'TAXID-NPI, as in the contracts')
    .action(async (payee, flags) => (await import('../credit.ts')).showCredit(payee, flags));
}

function historyVerb(): Command {
  return looking({
    name: 'history',
    purpose: 'Every entry of the ledger for one payee, oldest first.',
    examples: [
      'credit history 910000101-2100000019',
      'credit history 910000101-2100000019 --fund 91051/commercial',
      'credit history 910000101-2100000019 --json',
    ],
  })
    .argument('<payee>', 'TAXID-NPI, as in the contracts')
    .option('--fund <fund>', 'one fund only, e.g. 91051/commercial')
    .action(async (payee, flags) => (await import('../credit.ts')).creditHistory(payee, flags));
}

function refundVerb(): Command {
  return acting({
    name: 'refund',
    purpose: "Enter a provider's check against its credit balance: the next remittance acknowledges it.",
    examples: [
      'credit refund 910000101-2100000019 --fund 91051/commercial --check 4711 --amount 200.00',
      'credit refund 910000101-2100000019 --fund 91051/fep --check 12 --amount 80 --other-payers 30',
      'credit refund 910000101-2100000019 --fund 91051/commercial --check 9 --amount 5 --as-of 2025-11-05T12:00:00-08:00',
    ],
    more: ['What nobody asked for goes back to the provider (PLB B2).'],
  })
    .argument('<payee>', 'TAXID-NPI, as in the contracts')
    .requiredOption('--fund <fund>', 'whose money it is, e.g. 91051/commercial')
    .requiredOption('--check <number>', 'the number on the check')
    .requiredOption('--amount <dollars>', 'what the check is worth', positiveDollars)
    .option('--other-payers <dollars>', 'of it, what was meant for other payers', positiveDollars)
    .action(async (payee, flags) => (await import('../credit.ts')).refundCredit(payee, flags));
}
