import { userInfo } from 'node:os';
import { type RunReport, runBatch, type Stage } from '../batch/run.ts';
import { formatCents } from '../money/cents.ts';
import { now, nowText } from './clock.ts';
import { openInstallation } from './installation.ts';
import { progressLine } from './progress-line.ts';
import { columns, note, print, printJson } from './terminal.ts';
import type { RunFlags } from './verbs/run.ts';
import { wrapText } from './wrap-text.ts';

/** Runs stages over the installation of the flags and says what came of it. */
export async function runStages(stages: readonly Stage[], flags: RunFlags): Promise<number> {
  const { settings } = openInstallation(flags.config);
  const settleSeconds = flags.settle ?? settings.settleSeconds;
  const asOf = flags.asOf ?? nowText();
  const progress = progressLine();
  const report = await runBatch({
    settings: { ...settings, workers: flags.workers ?? settings.workers },
    asOf,
    pay: flags.pay ?? 'calendar',
    stages,
    actor: userInfo().username,
    unchangedBeforeMs: now().getTime() - settleSeconds * 1000,
    onProgress: (step) => progress.show(step),
  }).finally(() => progress.clear());
  if (flags.json) printJson(reportJson(report, asOf));
  else printReport(report, asOf, flags.config);
  for (const fault of report.broken) {
    note(`remit: ${fault.code} ${fault.message}`);
    note(`  ${fault.hint}`);
  }
  return report.exitCode;
}

function reportJson(report: RunReport, asOf: string) {
  const { run, broken, ...rest } = report;
  return {
    asOf,
    businessDate: run?.businessDate ?? '',
    ...rest,
    broken: broken.map(({ code, message, hint }) => ({ code, message, hint })),
  };
}

function printReport(report: RunReport, asOf: string, config: string): void {
  if (report.nothingToDo) {
    print(`Nothing to do as of ${asOf}: everything was done before, nothing was changed.`);
    return;
  }
  const read = report.files.filter((file) => file.outcome === 'read').length;
  print(`As of ${asOf}`);
  if (report.files.length > 0) print(`  files      ${report.files.length} looked at, ${read} read`);
  for (const file of report.files) {
    if (file.outcome === 'read') continue;
    for (const line of indented(file.outcome, `${file.partnerId}/${file.name}: ${file.reason}`)) print(line);
  }
  for (const { books } of report.adjudicated) {
    if (books !== '') for (const line of indented('decided', books)) print(line);
  }
  for (const paid of report.paid) {
    if (paid.payments > 0) {
      const forwarded =
        paid.forwardedCents === 0 ? '' : `, carried forward ${formatCents(paid.forwardedCents)}`;
      print(`  paid       ${paid.payments} payments, ${formatCents(paid.paidCents)}${forwarded}`);
    } else if (paid.waiting > 0)
      print(`  waiting    ${paid.waiting} decisions for the payer's day (--pay now pays them)`);
  }
  if (report.published.length > 0)
    for (const line of indented('published', publishedText(report.published))) print(line);
  if (report.exitCode === 3) print(`Something waits for a person: remit status --config ${config}`);
}

/** A long row goes on under its beginning. */
function indented(label: string, text: string): string[] {
  const [first = '', ...rest] = wrapText(text, columns(), ' '.repeat(13));
  return [`  ${label.padEnd(10)} ${first.trimStart()}`, ...rest];
}

function publishedText(files: RunReport['published']): string {
  const types = [...new Set(files.map((file) => file.type))];
  const counts = types.map((type) => `${files.filter((file) => file.type === type).length} ${type}`);
  return `${counts.join(', ')} for ${[...new Set(files.map((file) => file.partnerId))].join(', ')}`;
}
