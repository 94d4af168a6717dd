import { type Reconciliation, reconcile } from '../batch/reconcile.ts';
import { openWorkplace, workplaceOptions } from '../batch/workplace.ts';
import { formatCents } from '../money/cents.ts';
import { now } from './clock.ts';
import { lookIntoStore, nothingYet, openInstallation } from './installation.ts';
import { day } from './options.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';
import type { ReconcileFlags } from './verbs/reconcile.ts';

export async function showReconciliation(flags: ReconcileFlags): Promise<0 | 4> {
  const installation = openInstallation(flags.config);
  const date = day(flags.on ?? now().toISOString().slice(0, 10));
  const made = await lookIntoStore(installation, async (store) => {
    const workplace = openWorkplace(await workplaceOptions(installation.settings, installation.root, store));
    return reconcile(store, workplace, date).finally(() => workplace.close());
  });
  if (!made) throw nothingYet();
  if (flags.json) printJson(made);
  else printReconciliation(made);
  return made.problems.length === 0 ? 0 : 4;
}

function printReconciliation(made: Reconciliation): void {
  const { remittances, letters, paidCents, waiting, accounts, aged, ageingDays, problems } = made;
  const toMembers = letters === 0 ? '' : ` and ${letters} letters to members`;
  print(
    `${remittances} remittances${toMembers} read again from their bytes, paying ${formatCents(paidCents)}`,
  );
  printTable(
    [
      { name: 'payee' },
      { name: 'fund' },
      { name: 'account' },
      { name: 'opening', align: 'right' },
      { name: 'moved', align: 'right' },
      { name: 'closing', align: 'right' },
    ],
    accounts
      .filter(({ openingCents, closingCents }) => openingCents !== 0 || closingCents !== 0)
      .map(({ payeeId, fund, kind, openingCents, movementCents, closingCents }) => [
        payeeId,
        fund,
        kind,
        formatCents(openingCents),
        formatCents(movementCents),
        formatCents(closingCents),
      ]),
  );
  for (const { payeeId, fund, items, adjustments, amountCents, reason } of waiting) {
    print(
      `waiting  ${payeeId} ${fund}: ${items} claims, ${adjustments} adjustments, ${formatCents(amountCents)}: ${reason}`,
    );
  }
  if (aged.length > 0) print(`${aged.length} claims wait for longer than ${ageingDays} days:`);
  for (const { claimNumber, receivedDate, state } of aged)
    print(`  ${claimNumber}  ${receivedDate}  ${state}`);
  for (const problem of problems) print(`differs  ${problem}`);
  print(problems.length === 0 ? 'Everything agrees.' : `${problems.length} things do not agree.`);
}
