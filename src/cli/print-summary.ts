import { formatCents } from '../money/cents.ts';
import { adjustmentWords } from './adjustment-words.ts';
import type { Count, Summary } from './summary.ts';
import { print, strong } from './terminal.ts';
import { wrapText } from './wrap-text.ts';

const ROW_COLUMNS = 76;
const AMOUNT_COLUMNS = 18;

/** The whole installation on one screen. */
export function printSummary(summary: Summary): void {
  const { files, decided, lastRun } = summary;
  print(strong(`Up to ${lastRun?.asOf ?? 'now'}`));
  print(row('Files read', String(files.read)));
  if (files.held > 0) print(row('Files held: not whole yet', String(files.held)));
  if (files.quarantined > 0) print(row('Files in quarantine', String(files.quarantined)));
  print(counted('Claims', summary.claims));
  print(counted('  rejected before adjudication', summary.rejected));
  print(counted('  pended: waiting for a person', summary.pended));
  if (summary.waiting.claims > 0) print(counted('  accepted, not decided yet', summary.waiting));
  if (summary.voids.claims > 0) print(counted('  voids of other claims', summary.voids));
  if (summary.tests.claims > 0) print(counted('Test claims, decided without money', summary.tests));
  if (summary.encounters.claims > 0) print(counted('Encounters, recorded only', summary.encounters));
  print('');
  print(
    strong(
      row(
        `Charges of ${decided.claims} decided claims, ${decided.denied} of them denied`,
        money(decided.chargeCents),
      ),
    ),
  );
  for (const { group, carc, amountCents } of summary.adjusted) {
    print(row(`  ${`${group}-${carc}`.padEnd(7)} ${adjustmentWords(group, carc)}`, money(-amountCents)));
  }
  print(strong(row('= decided to pay', money(decided.paidCents))));
  if (summary.toMembersCents !== 0)
    print(row('  to members instead of providers', money(summary.toMembersCents)));
  if (summary.secondPlansCents !== 0)
    print(row('  by second plans, from their own funds', money(summary.secondPlansCents)));
  if (summary.reversedCents !== 0)
    print(row('  taken back from replaced and voided claims', money(-summary.reversedCents)));
  if (summary.notRemittedCents !== 0)
    print(row('  waiting for the next payment run', money(-summary.notRemittedCents)));
  if (summary.carriedCents !== 0)
    print(row('  credits carried to a later remittance', money(summary.carriedCents)));
  print(strong(row(`= paid, in ${summary.payments} remittances`, money(summary.paidCents))));
  print(row("Member's share (deductible, copay, coinsurance, other)", money(summary.memberShareCents)));
  print('');
  const types = summary.published.map(({ type, files: count }) => `${count} ${type}`).join(', ');
  print(row('Files published', types === '' ? 'none' : types));
  if (summary.unpublished > 0) print(row('Files not published yet', String(summary.unpublished)));
  for (const { stage, state, books } of summary.openBatches) print(`  ${stage} batch ${state}: ${books}`);
  print(strong(row('Books closed', summary.booksClosed ? 'yes' : 'NO')));
}

function counted(label: string, { claims, chargeCents }: Count): string {
  return row(label, claims === 0 ? '0' : `${claims} (${money(chargeCents)})`);
}

/** A label too long for its column goes on below, and the value stands in its last row. */
function row(label: string, value: string): string {
  const indent = label.length - label.trimStart().length;
  const free = ROW_COLUMNS - Math.max(AMOUNT_COLUMNS, value.length + 2);
  const [first = '', ...rest] = wrapText(label.trimStart(), free - indent);
  const rows = [' '.repeat(indent) + first, ...rest.map((text) => ' '.repeat(indent + 8) + text)];
  rows.push(rows.pop()!.padEnd(free) + value.padStart(ROW_COLUMNS - free));
  return rows.join('\n');
}

/** Thousands set apart by commas: sums are read, not parsed (`--json` has cents). */
function money(cents: number): string {
  return formatCents(cents).replace(/\B(?=(\d{3})+\.)/g, ',');
}
