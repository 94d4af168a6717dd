import { userInfo } from 'node:os';
import { openRefusals, resolveRefusal } from '../batch/resolve-refusal.ts';
import type { ReceivedAnswerRow } from '../store/received-answer-store.ts';
import { Fault } from '../x12/fault.ts';
import { nowText } from './clock.ts';
import { type LookFlags, look } from './credit.ts';
import { openInstallation } from './installation.ts';
import type { ActFlags } from './money-desk.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';

export async function listRefusals(flags: LookFlags & { readonly all?: boolean }): Promise<void> {
  const rows = await look(flags, (store) => (flags.all ? store.receivedAnswers({}) : openRefusals(store)));
  if (flags.json) return printJson(rows);
  if (rows.length === 0) {
    print(flags.all ? 'No TA1 or 999 has come.' : 'Nothing of ours was refused.');
    return;
  }
  printTable(
    ['number', 'received', 'partner', 'answer', 'file', 'set', 'result', 'reasons', 'resolved'].map(
      (name) => ({
        name,
      }),
    ),
    rows.map((row) => [
      row.answerId,
      row.receivedDate,
      row.partnerId,
      row.type,
      sentText(row),
      row.setControlNumber,
      row.result,
      row.reasons,
      row.resolution?.reason ?? '',
    ]),
  );
}

/** What was refused: the file, or the number under which nothing was sent. */
export function sentText({ outboxName, type, controlNumber }: ReceivedAnswerRow): string {
  return outboxName === '' ? `unknown ${type === 'TA1' ? 'ISA13' : 'GS06'} ${controlNumber}` : outboxName;
}

export async function resolve(number: number, flags: ActFlags & { readonly reason: string }): Promise<void> {
  if (flags.reason.trim() === '')
    throw new Fault({
      code: 'REFUSAL-REASON',
      message: 'the reason is empty',
      hint: 'Say what was done about it.',
      exitCode: 2,
    });
  const { settings } = openInstallation(flags.config);
  const refusal = await resolveRefusal(settings, {
    answerId: number,
    reason: flags.reason,
    actor: flags.actor ?? userInfo().username,
    asOf: flags.asOf ?? nowText(),
  });
  print(`Resolved: ${number}, ${sentText(refusal)}.`);
}
