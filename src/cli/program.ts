import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Exit } from './exit.ts';
import { adjustVerb } from './verbs/adjust.ts';
import { appealVerb } from './verbs/appeal.ts';
import { careVerbs } from './verbs/care.ts';
import { creditVerb } from './verbs/credit.ts';
import { explainVerb } from './verbs/explain.ts';
import { explainErrorVerb } from './verbs/explain-error.ts';
import { findVerb } from './verbs/find.ts';
import { initVerb } from './verbs/init.ts';
import { inspectVerb } from './verbs/inspect.ts';
import { paymentVerb } from './verbs/payment.ts';
import { quarantineVerb } from './verbs/quarantine.ts';
import { reconcileVerb } from './verbs/reconcile.ts';
import { recoveryVerb } from './verbs/recovery.ts';
import { referenceVerb } from './verbs/reference.ts';
import { refusalVerb } from './verbs/refusal.ts';
import { replayVerb } from './verbs/replay.ts';
import { reviewVerb } from './verbs/review.ts';
import { stageVerbs } from './verbs/run.ts';
import { shellVerbs } from './verbs/shell.ts';
import { showVerb } from './verbs/show.ts';
import { specsVerb } from './verbs/specs.ts';
import { statusVerb } from './verbs/status.ts';
import { transferVerbs } from './verbs/transfer.ts';
import { translateVerb } from './verbs/translate.ts';
import { validateVerb } from './verbs/validate.ts';

/** The verbs' files are light: what does the work is imported when a verb is called. */
export function remitProgram(exit: Exit): Command {
  const remit = new Command('remit')
    .description('837 claims in; acknowledgments and balanced 835 remittances out.')
    .version(version())
    .addHelpText(
      'after',
      '\nFirst steps:\n  $ remit init claims\n  $ remit run --config claims/remit.json\n  $ remit VERB --help',
    );
  const verbs = [
    initVerb(),
    ...stageVerbs(exit),
    validateVerb(),
    translateVerb(),
    inspectVerb(),
    statusVerb(),
    findVerb(),
    showVerb(),
    explainVerb(),
    creditVerb(),
    recoveryVerb(),
    appealVerb(),
    paymentVerb(),
    reconcileVerb(exit),
    referenceVerb(),
    reviewVerb(),
    refusalVerb(),
    adjustVerb(),
    specsVerb(exit),
    quarantineVerb(),
    replayVerb(exit),
    ...transferVerbs(),
    ...careVerbs(exit),
    explainErrorVerb(),
    ...shellVerbs(),
  ];
  for (const verb of verbs) remit.addCommand(verb);
  for (const command of everyCommand(remit)) {
    // Errors are told once, by reportError; help and version still go to standard output.
    command.exitOverride().configureOutput({ outputError: () => {} });
  }
  return remit;
}

/** The command itself, then each below it. */
export function* everyCommand(command: Command): Generator<Command> {
  yield command;
  for (const child of command.commands) yield* everyCommand(child);
}

export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
