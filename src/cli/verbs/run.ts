import { type Command, Option } from 'commander';
import type { Stage } from '../../batch/run.ts';
import type { Exit } from '../exit.ts';
import { wholeNumber } from '../options.ts';
import { verb } from '../verb.ts';

/** Flags of the verbs that change a data root. */
export interface RunFlags {
  readonly config: string;
  readonly asOf?: string;
  readonly pay?: 'now' | 'calendar';
  readonly settle?: number;
  readonly workers?: number;
  readonly json?: boolean;
}

interface StageText {
  readonly name: string;
  readonly stages: readonly Stage[];
  readonly purpose: string;
}

const TEXTS: readonly StageText[] = [
  {
    name: 'run',
    stages: ['intake', 'adjudicate', 'pay', 'publish'],
    purpose: 'Take files in, answer them, decide the claims, pay and publish: the whole way.',
  },
  {
    name: 'intake',
    stages: ['intake'],
    purpose: 'Take the files of the inboxes in and answer them (TA1, 999, 277CA).',
  },
  {
    name: 'adjudicate',
    stages: ['adjudicate'],
    purpose: 'Decide the claims that were accepted and wait for it.',
  },
  { name: 'pay', stages: ['pay'], purpose: 'Pay what was decided: balanced 835s by payee and fund.' },
  {
    name: 'publish',
    stages: ['publish'],
    purpose: 'Put committed files that have not left yet into the outbox.',
  },
];

/** `run` and its four stages one by one. */
export function stageVerbs(exit: Exit): Command[] {
  return TEXTS.map((text) => stageVerb(text, exit));
}

function stageVerb({ name, stages, purpose }: StageText, exit: Exit): Command {
  const command = verb({
    name,
    purpose,
    examples: [
      name,
      `${name} --config claims/remit.json`,
      stages.includes('pay')
        ? `${name} --as-of 2025-11-05T20:00:00-08:00 --pay now`
        : `${name} --as-of 2025-11-05T20:00:00-08:00`,
    ],
    exitCodes: [0, 1, 2, 3, 4, 74, 75, 130],
    more: ['What a stage has committed is never done again; what was interrupted is done anew.'],
  })
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--as-of <instant>', 'date, time and zone of this run (default: now)')
    .option(
      '--workers <n>',
      'worker threads; 0 works on the main one (default: remit.json)',
      wholeNumber(0, 64),
    )
    .option('--json', 'print what was done as JSON');
  if (stages.includes('pay')) {
    command.addOption(
      new Option('--pay <when>', 'whatever waits, or on the payer’s weekday only')
        .choices(['now', 'calendar'])
        .default('calendar'),
    );
  }
  if (stages.includes('intake')) {
    command.option(
      '--settle <seconds>',
      'how long a file must have been left alone (default: remit.json)',
      wholeNumber(0, 86_400),
    );
  }
  return command.action(async (flags: RunFlags) => {
    const { runStages } = await import('../run-stages.ts');
    exit.code = await runStages(stages, flags);
  });
}
