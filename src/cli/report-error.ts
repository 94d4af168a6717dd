import { CommanderError } from 'commander';
import { Fault } from '../x12/fault.ts';
import { note } from './terminal.ts';

const USAGE = 2;
const INTERNAL = 1;

/**
 * Says on standard error what went wrong and what to do about it, and returns the exit code. Of an error nobody
 * foresaw only its kind and where it happened is said: its message may hold data (DESIGN decision 16).
 */
export function reportError(error: unknown): number {
  if (error instanceof CommanderError) return reportUsage(error);
  if (error instanceof Fault) {
    note(`remit: ${error.code} ${error.message}`);
    if (error.hint !== '') note(`  ${error.hint}`);
    return error.exitCode;
  }
  note(`remit: INTERNAL an unforeseen error (${kindOf(error)}${whereOf(error)})`);
  note(
    '  This is a fault of the program. Nothing that was not committed counts; the same command may be run again.',
  );
  return INTERNAL;
}

/** Help and version end well; commander has printed them already. */
function reportUsage(error: CommanderError): number {
  if (error.exitCode === 0 || error.code === 'commander.help') return error.exitCode === 0 ? 0 : USAGE;
  const [message = '', ...hints] = error.message.replace(/^error: /, '').split('\n');
  note(`remit: USAGE ${message}`);
  for (const hint of hints) if (hint !== '') note(`  ${hint.replace(/^\((.*)\)$/, '$1')}`);
  note('  `remit --help` lists the verbs, `remit VERB --help` what one takes.');
  return USAGE;
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? `${error.name} ${code}` : error.name;
}

/** File and line of the innermost frame that is ours, without the folder. */
function whereOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frame = /\b(?:src|dist)\/([\w./-]+:\d+):\d+\)?$/m.exec(stack);
  return frame ? ` at ${frame[1]}` : '';
}
