import { openRefusals } from '../batch/resolve-refusal.ts';
import { lookIntoStore, nothingYet, openInstallation } from './installation.ts';
import { printSummary } from './print-summary.ts';
import { sentText } from './refusal.ts';
import { summarize } from './summary.ts';
import { tellingClaim } from './telling-claim.ts';
import { columns, print, printJson } from './terminal.ts';
import type { StatusFlags } from './verbs/status.ts';
import { wrapText } from './wrap-text.ts';

export async function showStatus({ config, json }: StatusFlags): Promise<void> {
  const seen = await lookIntoStore(openInstallation(config), async (store) => ({
    summary: await summarize(store),
    held: await store.heldFiles(),
    quarantined: (await store.files()).filter((file) => file.state === 'quarantined'),
    refused: await openRefusals(store),
    claim: await tellingClaim(store),
  }));
  if (seen === undefined) throw nothingYet();
  const { summary, held, quarantined, refused, claim } = seen;
  if (json) {
    printJson({
      ...summary,
      heldFiles: held,
      quarantinedFiles: quarantined.map(({ partnerId, name, reason }) => ({ partnerId, name, reason })),
      refusedFiles: refused.map((row) => ({
        number: row.answerId,
        partnerId: row.partnerId,
        name: row.outboxName,
        answer: row.type,
        set: row.setControlNumber,
        reasons: row.reasons,
      })),
    });
    return;
  }
  printSummary(summary);
  for (const { partnerId, name, firstSeen } of held)
    say(`Held: ${partnerId}/${name}, not whole, first seen ${firstSeen}`);
  for (const { partnerId, name, reason } of quarantined)
    say(`Quarantine: ${partnerId}/${name}, ${reason} (remit explain-error ${reason})`);
  for (const row of refused)
    say(
      `Refused by ${row.partnerId} with a ${row.type}: ${sentText(row)}${row.setControlNumber === '' ? '' : `, set ${row.setControlNumber}`} (remit refusal list)`,
    );
  if (claim !== undefined)
    print(`\nNext: npx remit explain ${claim}${config === 'remit.json' ? '' : ` --config ${config}`}`);
}

/** Names may be long: what does not fit goes on below. */
function say(text: string): void {
  const [first = '', ...rest] = wrapText(text, columns() - 2);
  for (const row of [first, ...rest.map((each) => `  ${each}`)]) print(row);
}
