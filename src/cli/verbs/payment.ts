import type { Command } from 'commander';
import { signedDollars } from '../money-options.ts';
import { acting, looking, roof } from './money-verb.ts';

const ACTS = [
  ['stop', 'stopped', 'A check was stopped at the bank: its money is ours again until it is reissued.'],
  ['void', 'voided', 'A check is worthless for good: destroyed or stale.'],
  ['returned', 'returned', 'A transfer came back.'],
  ['reissue', 'reissued', 'Pay it again: on the next remittance, under PLB CS with the old trace number.'],
] as const;

export function paymentVerb(): Command {
  return roof(
    {
      name: 'payment',
      purpose: 'Payments that went out: look, print, stop, return, void, reissue; and payees on hold.',
      examples: [
        'payment show 2511030000001',
        'payment eop 2511030000001 --out eop.html',
        'payment hold 910000101-2100000019',
      ],
      exitCodes: [0, 1, 2, 74],
    },
    [showVerb(), eopVerb(), ...ACTS.map(actVerb), holdVerb(), releaseVerb(), holdsVerb(), adjustVerb()],
  );
}

function showVerb(): Command {
  return looking({
    name: 'show',
    purpose: 'One payment and what became of it.',
    examples: [
      'payment show 2511030000001',
      'payment show 2511030000001 --json',
      'payment show 2511030000001 --config claims/remit.json',
    ],
  })
    .argument('<trace>', 'TRN02 of the 835')
    .action(async (trace, flags) => (await import('../payment.ts')).showPayment(trace, flags));
}

function eopVerb(): Command {
  return looking({
    name: 'eop',
    purpose:
      "The explanation of payment as a provider's office reads it: one page of HTML, made from the 835's bytes.",
    examples: [
      'payment eop 2511030000001 --out eop.html',
      'payment eop 2511030000001 > eop.html',
      'payment eop 2511030000001 --json',
    ],
    more: [
      'It names patients: keep it where the 835 is kept. A payment to a member has no 835: its letter is shown as it was sent.',
    ],
  })
    .argument('<trace>', 'TRN02 of the 835')
    .option('--out <file>', 'write it there (default: standard output)')
    .action(async (trace, flags) => (await import('../payment.ts')).printExplanation(trace, flags));
}

function actVerb([name, act, purpose]: (typeof ACTS)[number]): Command {
  return acting({
    name,
    purpose,
    examples: [
      `payment ${name} 2511030000001`,
      `payment ${name} 2511030000001 --reason "lost in the mail"`,
      `payment ${name} 2511030000001 --as-of 2025-11-05T12:00:00-08:00`,
    ],
  })
    .argument('<trace>', 'TRN02 of the 835')
    .option('--reason <text>', 'why, for the record', '')
    .action(async (trace, flags) => (await import('../payment.ts')).interrupt(trace, act, flags));
}

function holdVerb(): Command {
  return acting({
    name: 'hold',
    purpose: 'No payments to a payee, or from one fund to it, until released.',
    examples: [
      'payment hold 910000101-2100000019 --reason "bank data in doubt"',
      'payment hold 910000101-2100000019 --fund 91051/fep',
      'payment hold 910000101-2100000019 --payer 91051',
    ],
  })
    .argument('<payee>', 'TAXID-NPI, as in the contracts')
    .option('--payer <id>', 'payer profile', '91051')
    .option('--fund <fund>', 'one fund only (default: all)', '')
    .option('--reason <text>', 'why, for the record', '')
    .action(async (payee, flags) => (await import('../payment.ts')).hold(payee, flags));
}

function releaseVerb(): Command {
  return acting({
    name: 'release',
    purpose: 'End a hold: what waited goes out with the next payment run.',
    examples: [
      'payment release hold-1',
      'payment release hold-1 --reason "bank data right"',
      'payment release hold-1 --actor clerk',
    ],
  })
    .argument('<hold>', 'e.g. hold-1')
    .option('--reason <text>', 'why, for the record', '')
    .action(async (key, flags) => (await import('../payment.ts')).release(key, flags));
}

function holdsVerb(): Command {
  return looking({
    name: 'holds',
    purpose: 'Payees on hold, and those that were.',
    examples: ['payment holds', 'payment holds --json', 'payment holds --config claims/remit.json'],
  }).action(async (flags) => (await import('../payment.ts')).listHolds(flags));
}

function adjustVerb(): Command {
  return acting({
    name: 'adjust',
    purpose:
      'Money of a payee that no claim explains: capitation, bonus, levy, lump sum. PLB of the next remittance.',
    examples: [
      'payment adjust 910000101-2100000019 --fund 91051/commercial --code CT --amount 1092.46 --reference 2025-11',
      'payment adjust 910000101-2100000019 --fund 91051/commercial --code IR --amount -75.00',
      'payment adjust 910000101-2100000019 --fund 91051/fep --code BN --amount 250',
    ],
    more: ['The amount is as the provider sees it: positive is paid to it. The PLB has the opposite sign.'],
  })
    .argument('<payee>', 'TAXID-NPI, as in the contracts')
    .requiredOption('--fund <fund>', 'whose money it is, e.g. 91051/commercial')
    .requiredOption('--code <code>', 'PLB reason: CT, BN, IP, CS, IR …')
    .requiredOption('--amount <dollars>', 'to the provider, negative from it', signedDollars)
    .option('--reference <text>', 'PLB03-2: plan, period, fund, check …', '')
    .action(async (payee, flags) => (await import('../payment.ts')).adjustPayment(payee, flags));
}
