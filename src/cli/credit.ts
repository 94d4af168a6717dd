import { formatCents } from '../money/cents.ts';
import type { Store } from '../store/store.ts';
import { lookIntoStore, nothingYet, openInstallation } from './installation.ts';
import { type ActFlags, actAtDesk } from './money-desk.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';

export interface LookFlags {
  readonly config: string;
  readonly json?: boolean;
}

export async function look<T>(flags: LookFlags, work: (store: Store) => Promise<T>): Promise<T> {
  const found = await lookIntoStore(openInstallation(flags.config), async (store) => ({
    made: await work(store),
  }));
  if (!found) throw nothingYet();
  return found.made;
}

export async function listCredits(flags: LookFlags): Promise<void> {
  const rows = await look(flags, async (store) => {
    const profiles = new Set((await store.payments({})).map(({ profileId }) => profileId));
    const open = [];
    for (const profileId of profiles) open.push(...(await store.openForwards(profileId)));
    return open;
  });
  if (flags.json) return printJson(rows);
  printTable(
    [
      { name: 'payee' },
      { name: 'fund' },
      { name: 'owes', align: 'right' },
      { name: 'since' },
      { name: 'remittance' },
    ],
    rows.map((row) => [
      row.payeeId,
      row.fund,
      formatCents(row.amountCents),
      row.paymentDate,
      row.traceNumber,
    ]),
  );
}

export async function showCredit(payeeId: string, flags: LookFlags): Promise<void> {
  const rows = (await look(flags, (store) => store.accountBalances())).filter(
    (row) => row.payeeId === payeeId,
  );
  if (flags.json) return printJson(rows);
  printTable(
    [{ name: 'fund' }, { name: 'account' }, { name: 'we owe', align: 'right' }],
    rows.map(({ fund, kind, balanceCents }) => [fund, kind, formatCents(balanceCents)]),
  );
}

export async function creditHistory(payeeId: string, flags: LookFlags & { fund?: string }): Promise<void> {
  const { fund } = flags;
  const entries = await look(flags, (store) =>
    store.ledgerEntries({ payeeId, ...(fund !== undefined && { fund }) }),
  );
  if (flags.json) return printJson(entries);
  printTable(
    [
      { name: 'as of' },
      { name: 'what' },
      { name: 'fund' },
      { name: 'debit' },
      { name: 'credit' },
      { name: 'amount', align: 'right' },
    ],
    entries.flatMap(({ asOf, text, postings }) =>
      postings.map((posting) => [
        asOf,
        text,
        posting.fund,
        posting.debit,
        posting.credit,
        formatCents(posting.amountCents),
      ]),
    ),
  );
}

export interface RefundFlags extends ActFlags {
  readonly fund: string;
  readonly check: string;
  readonly amount: number;
  readonly otherPayers?: number;
}

export async function refundCredit(payeeId: string, flags: RefundFlags): Promise<void> {
  const { fund, check: number, amount: amountCents, otherPayers: otherPayersCents = 0 } = flags;
  const check = { payeeId, fund, number, amountCents, otherPayersCents };
  const key = await actAtDesk(flags, 'credit refund', check);
  print(`${key}: check over ${formatCents(amountCents)} entered; the next remittance acknowledges it.`);
}
