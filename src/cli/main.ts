import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Exit } from './exit.ts';
import { reportError } from './report-error.ts';
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
import { showVerb } from './verbs/show.ts';
import { specsVerb } from './verbs/specs.ts';
import { statusVerb } from './verbs/status.ts';
import { transferVerbs } from './verbs/transfer.ts';
import { translateVerb } from './verbs/translate.ts';
import { validateVerb } from './verbs/validate.ts';

/** Runs one command line and returns its exit code; a fault has its own. */
export async function main(args: readonly string[]): Promise<number> {
  // Whatever is written is for its owner alone, also where a library chooses no mode of its own.
  process.umask(0o077);
  const exit: Exit = { code: 0 };
  const stopListening = listen();
  try {
    await program(exit).parseAsync(args, { from: 'user' });
    return exit.code;
  } catch (error) {
    return reportError(error);
  } finally {
    stopListening();
  }
}

/** What is committed stays and what is not never was: a signal needs no more than its exit code. */
function listen(): () => void {
  const leave = { SIGINT: () => process.exit(130), SIGTERM: () => process.exit(143) };
  if (!process.stdout.listeners('error').includes(leaveOnClosedPipe))
    process.stdout.on('error', leaveOnClosedPipe);
  process.on('SIGINT', leave.SIGINT).on('SIGTERM', leave.SIGTERM);
  return () => {
    process.off('SIGINT', leave.SIGINT).off('SIGTERM', leave.SIGTERM);
  };
}

/** A reader such as `head` may leave early: that ends the command quietly, also while its last words are written. */
function leaveOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

/** The verbs' files are light: what does the work is imported when a verb is called. */
function program(exit: Exit): Command {
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
  ];
  for (const verb of verbs) remit.addCommand(verb);
  for (const command of everyCommand(remit)) {
    // Errors are told once, by reportError; help and version still go to standard output.
    command.exitOverride().configureOutput({ outputError: () => {} });
  }
  return remit;
}

function* everyCommand(command: Command): Generator<Command> {
  yield command;
  for (const child of command.commands) yield* everyCommand(child);
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
