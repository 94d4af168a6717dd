import { type Recovery, recoveries } from '../batch/recovery.ts';
import { formatCents } from '../money/cents.ts';
import { Fault } from '../x12/fault.ts';
import { now } from './clock.ts';
import { type LookFlags, look } from './credit.ts';
import { type ActFlags, actAtDesk } from './money-desk.ts';
import { day } from './options.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';
import type { OpenRecoveryFlags } from './verbs/recovery.ts';

interface OnFlags extends LookFlags {
  readonly on?: string;
}

const onDate = ({ on }: OnFlags): string => day(on ?? now().toISOString().slice(0, 10));

export async function listRecoveries(flags: OnFlags): Promise<void> {
  const rows = await look(flags, (store) => recoveries(store, {}, onDate(flags)));
  if (flags.json) return printJson(rows.map(told));
  printTable(
    [
      { name: 'recovery' },
      { name: 'claim' },
      { name: 'payee' },
      { name: 'amount', align: 'right' },
      { name: 'left', align: 'right' },
      { name: 'state' },
      { name: 'contest until' },
      { name: 'take from' },
    ],
    rows.map(({ row: { facts }, standing, leftCents }) => [
      facts.key,
      facts.claimNumber,
      facts.payeeId,
      formatCents(facts.amountCents),
      formatCents(leftCents),
      standing.state,
      standing.contestUntil,
      standing.takeFrom,
    ]),
  );
}

export async function showRecovery(key: string, flags: OnFlags): Promise<void> {
  const [recovery] = await look(flags, (store) => recoveries(store, { key }, onDate(flags)));
  if (!recovery) throw unknown(key);
  if (flags.json) return printJson(told(recovery));
  const { row, standing, details } = recovery;
  print(`${key}: claim ${row.facts.claimNumber}, ${formatCents(row.facts.amountCents)}, ${standing.state}`);
  print(`  ${details.reason}`);
  print(
    `  contest until ${standing.contestUntil}${standing.takeFrom === '' ? '' : `, taken from ${standing.takeFrom}`}`,
  );
  for (const { act, date, reason } of row.events)
    print(`  ${date}  ${act}${reason === '' ? '' : `: ${reason}`}`);
}

export async function beginRecovery(claimNumber: string, flags: OpenRecoveryFlags): Promise<void> {
  const method = flags.method === 'at-once' ? ('at once' as const) : ('with the money' as const);
  const wanted = { claimNumber, changes: flags.line, method, reason: flags.reason };
  const key = await actAtDesk(flags, 'recovery open', wanted);
  print(`${key}: the notice is in the outbox.`);
}

export async function moveRecovery(
  key: string,
  act: 'received' | 'contested' | 'permitted' | 'withdrawn',
  flags: ActFlags & { readonly reason: string },
): Promise<void> {
  const { reason } = flags;
  await actAtDesk(flags, `recovery ${act}`, { key, reason });
  print(`${key}: ${act}.`);
}

export async function refundByCheck(
  key: string,
  flags: ActFlags & { readonly check: string; readonly amount: number },
): Promise<void> {
  const check = { number: flags.check, amountCents: flags.amount };
  await actAtDesk(flags, 'recovery refund', { key, check });
  print(`${key}: refunded; the next remittance acknowledges the check.`);
}

function told({ row, details, standing }: Recovery) {
  const { details: _packed, ...facts } = row.facts;
  return { ...facts, ...details, ...standing, events: row.events };
}

function unknown(key: string): Fault {
  return new Fault({
    code: 'RECOVERY-UNKNOWN',
    message: `there is no recovery ${key}`,
    hint: '`remit recovery list` names them.',
    exitCode: 2,
  });
}
