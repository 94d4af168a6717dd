import type { Command } from 'commander';
import { type VerbText, verb } from '../verb.ts';

/** A verb that is only a roof over others. */
export function roof(text: VerbText, children: readonly Command[]): Command {
  const command = verb(text);
  for (const child of children) command.addCommand(child);
  return command;
}

/** One that looks. */
export function looking(text: Omit<VerbText, 'exitCodes'>): Command {
  return verb({ ...text, exitCodes: [0, 1, 2, 74] })
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--json', 'the same as JSON, amounts in cents');
}

/** One that acts: archived with its instant and its actor, and never undone but by another act. */
export function acting(text: Omit<VerbText, 'exitCodes'>): Command {
  return verb({ ...text, exitCodes: [0, 1, 2, 4, 74, 75] })
    .option('--config <file>', 'the installation', 'remit.json')
    .option('--as-of <instant>', 'date, time and zone of the act (default: now)')
    .option('--actor <name>', 'who acts (default: the user of this machine)');
}
