import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Exit } from './exit.ts';

interface Verbs {
  readonly names: readonly string[];
  readonly load: (exit: Exit) => Promise<readonly Command[]>;
}

/** In the order of the help. The verbs' files are light: what does the work is imported when a verb is called. */
const VERBS: readonly Verbs[] = [
  { names: ['init'], load: async () => [(await import('./verbs/init.ts')).initVerb()] },
  {
    names: ['run', 'intake', 'adjudicate', 'pay', 'publish'],
    load: async (exit) => (await import('./verbs/run.ts')).stageVerbs(exit),
  },
  { names: ['validate'], load: async () => [(await import('./verbs/validate.ts')).validateVerb()] },
  { names: ['translate'], load: async () => [(await import('./verbs/translate.ts')).translateVerb()] },
  { names: ['inspect'], load: async () => [(await import('./verbs/inspect.ts')).inspectVerb()] },
  { names: ['status'], load: async () => [(await import('./verbs/status.ts')).statusVerb()] },
  { names: ['find'], load: async () => [(await import('./verbs/find.ts')).findVerb()] },
  { names: ['show'], load: async () => [(await import('./verbs/show.ts')).showVerb()] },
  { names: ['explain'], load: async () => [(await import('./verbs/explain.ts')).explainVerb()] },
  { names: ['credit'], load: async () => [(await import('./verbs/credit.ts')).creditVerb()] },
  { names: ['recovery'], load: async () => [(await import('./verbs/recovery.ts')).recoveryVerb()] },
  { names: ['appeal'], load: async () => [(await import('./verbs/appeal.ts')).appealVerb()] },
  { names: ['payment'], load: async () => [(await import('./verbs/payment.ts')).paymentVerb()] },
  {
    names: ['reconcile'],
    load: async (exit) => [(await import('./verbs/reconcile.ts')).reconcileVerb(exit)],
  },
  { names: ['reference'], load: async () => [(await import('./verbs/reference.ts')).referenceVerb()] },
  { names: ['review'], load: async () => [(await import('./verbs/review.ts')).reviewVerb()] },
  { names: ['refusal'], load: async () => [(await import('./verbs/refusal.ts')).refusalVerb()] },
  { names: ['adjust'], load: async () => [(await import('./verbs/adjust.ts')).adjustVerb()] },
  { names: ['specs'], load: async (exit) => [(await import('./verbs/specs.ts')).specsVerb(exit)] },
  { names: ['quarantine'], load: async () => [(await import('./verbs/quarantine.ts')).quarantineVerb()] },
  { names: ['replay'], load: async (exit) => [(await import('./verbs/replay.ts')).replayVerb(exit)] },
  {
    names: ['fetch', 'deliver'],
    load: async () => (await import('./verbs/transfer.ts')).transferVerbs(),
  },
  {
    names: ['backup', 'restore', 'rebuild', 'doctor', 'retention', 'legal-hold'],
    load: async (exit) => (await import('./verbs/care.ts')).careVerbs(exit),
  },
  {
    names: ['explain-error'],
    load: async () => [(await import('./verbs/explain-error.ts')).explainErrorVerb()],
  },
  { names: ['completion', 'man'], load: async () => (await import('./verbs/shell.ts')).shellVerbs() },
];

/** @param named the verb that is called, where it is known: the files of the others are not even read */
export async function remitProgram(exit: Exit, named?: string): Promise<Command> {
  const remit = new Command('remit')
    .description('837 claims in; acknowledgments and balanced 835 remittances out.')
    .version(version())
    .addHelpText(
      'after',
      '\nFirst steps:\n  $ remit init claims\n  $ remit run --config claims/remit.json\n  $ remit VERB --help',
    );
  const called = VERBS.filter(({ names }) => named !== undefined && names.includes(named));
  const loaded = await Promise.all((called.length > 0 ? called : VERBS).map(({ load }) => load(exit)));
  for (const verb of loaded.flat()) remit.addCommand(verb);
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
