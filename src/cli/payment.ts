import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMemberPayee } from '../adjudication/decision-parts.ts';
import { paymentOfTrace } from '../batch/payment-case.ts';
import { paymentState } from '../batch/payment-interruption.ts';
import type { PaymentAct } from '../ledger/payment-life.ts';
import { formatCents } from '../money/cents.ts';
import { parseCodeWords } from '../remittance/code-words.ts';
import { explanationPage } from '../remittance/explanation-page.ts';
import { type ReadRemittance, readRemittance } from '../remittance/read-remittance.ts';
import { Fault } from '../x12/fault.ts';
import { type LookFlags, look } from './credit.ts';
import { openInstallation } from './installation.ts';
import { mask } from './mask.ts';
import { type ActFlags, actAtDesk } from './money-desk.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';

export async function showPayment(trace: string, flags: LookFlags): Promise<void> {
  const shown = await look(flags, async (store) => {
    const payment = await paymentOfTrace(store, trace);
    const [acts] = await store.moneyCases({ kind: 'payment', key: `payment-${trace}` });
    // The name of a member is for letters and checks, not for screens.
    const payeeName = isMemberPayee(payment.payeeId) ? mask(payment.payeeName) : payment.payeeName;
    return { ...payment, payeeName, state: await paymentState(store, trace), events: acts?.events ?? [] };
  });
  if (flags.json) return printJson(shown);
  print(
    `payment ${trace}: ${formatCents(shown.paidCents)} by ${shown.method} on ${shown.paymentDate}, ${shown.state}`,
  );
  print(`  to ${shown.payeeId} from ${shown.fund}, in ${shown.outboxName}`);
  const parts: [string, number][] = [
    [`${shown.claimCount} claims`, shown.claimsCents],
    ['provider adjustments', -shown.adjustmentCents],
    ['interest', shown.interestCents],
    ['taken in from before', -shown.forwardInCents],
    ['carried forward', shown.forwardOutCents],
  ];
  for (const [name, cents] of parts) if (cents !== 0) print(`  ${name}: ${formatCents(cents)}`);
  for (const { act, date, reason } of shown.events)
    print(`  ${date}  ${act}${reason === '' ? '' : `: ${reason}`}`);
}

export async function printExplanation(
  trace: string,
  flags: LookFlags & { readonly out?: string },
): Promise<void> {
  const { settings } = openInstallation(flags.config);
  const told = await toldPayment(trace, flags);
  if (flags.json) {
    const shown = typeof told === 'string' ? { traceNumber: trace, letter: told } : told;
    return writePage(JSON.stringify(shown, undefined, 2), flags.out);
  }
  if (typeof told === 'string') return writePage(told, flags.out);
  const words = parseCodeWords(readFileSync(join(settings.specs, 'codes', 'code-words.xml'), 'utf8'));
  writePage(explanationPage(told, words), flags.out);
}

function writePage(page: string, out: string | undefined): void {
  if (out === undefined) print(page);
  else writeFileSync(out, page, { mode: 0o600 });
}

/** What the 835 says; of a payment to a member, its letter as it is. */
async function toldPayment(trace: string, flags: LookFlags): Promise<ReadRemittance | string> {
  const read = await look(flags, async (store) => {
    const { outboxId, payeeId } = await paymentOfTrace(store, trace);
    const bytes = await store.outboxFile(outboxId);
    return isMemberPayee(payeeId) ? new TextDecoder().decode(bytes) : readRemittance(bytes, trace);
  });
  if (read) return read;
  throw new Fault({
    code: 'REMITTANCE-MISSING',
    message: `the 835 of payment ${trace} does not hold its set`,
    hint: 'Run `remit reconcile`.',
    exitCode: 4,
  });
}

export async function interrupt(
  trace: string,
  act: PaymentAct,
  flags: ActFlags & { readonly reason: string },
): Promise<void> {
  const { reason } = flags;
  await actAtDesk(flags, `payment ${act}`, { trace, reason });
  print(`payment ${trace}: ${act}.`);
}

export async function hold(
  payeeId: string,
  flags: ActFlags & { readonly payer: string; readonly fund: string; readonly reason: string },
): Promise<void> {
  const { payer, fund, reason } = flags;
  const key = await actAtDesk(flags, 'payment hold', { payeeId, payer, fund, reason });
  print(`${key}: ${payeeId} gets no payment until released.`);
}

export async function release(key: string, flags: ActFlags & { readonly reason: string }): Promise<void> {
  await actAtDesk(flags, 'payment release', { key, reason: flags.reason });
  print(`${key}: released.`);
}

export async function listHolds(flags: LookFlags): Promise<void> {
  const rows = await look(flags, (store) => store.moneyCases({ kind: 'hold' }));
  if (flags.json) return printJson(rows.map(({ facts, events }) => ({ ...facts, events })));
  printTable(
    [
      { name: 'hold' },
      { name: 'payee' },
      { name: 'fund' },
      { name: 'since' },
      { name: 'released' },
      { name: 'why' },
    ],
    rows.map(({ facts, events }) => [
      facts.key,
      facts.payeeId,
      facts.fund === '' ? 'all' : facts.fund,
      events[0]!.date,
      events[1]?.date ?? '',
      events[0]!.reason,
    ]),
  );
}

export async function adjustPayment(
  payeeId: string,
  flags: ActFlags & {
    readonly fund: string;
    readonly code: string;
    readonly amount: number;
    readonly reference: string;
  },
): Promise<void> {
  const { fund, code, reference, amount: toProviderCents } = flags;
  const wanted = { payeeId, fund, code, reference, toProviderCents };
  const key = await actAtDesk(flags, 'payment adjust', wanted);
  print(`${key}: PLB ${code} of ${formatCents(-toProviderCents)} on the next remittance.`);
}
