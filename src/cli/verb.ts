import { Command } from 'commander';
import { EXIT_CODES } from './exit-codes.ts';
import { wrapText } from './wrap-text.ts';

/** Where no terminal says otherwise, commander writes for as many. */
const HELP_COLUMNS = 80;

export interface VerbText {
  readonly name: string;
  /** One sentence. */
  readonly purpose: string;
  /** Three command lines, without `remit`. */
  readonly examples: readonly [string, string, string];
  readonly exitCodes: readonly number[];
  /** What else somebody has to know before the first use. */
  readonly more?: readonly string[];
}

const TEXTS = new WeakMap<Command, VerbText>();

/** What a verb was made from; undefined for the program itself. */
export function verbTextOf(command: Command): VerbText | undefined {
  return TEXTS.get(command);
}

/** A verb whose `--help` has purpose, examples, flags and exit codes. */
export function verb(text: VerbText): Command {
  const { name, purpose, examples, exitCodes, more = [] } = text;
  const meanings = EXIT_CODES.filter(([code]) => exitCodes.includes(code));
  const rows = [...wrapText(purpose, HELP_COLUMNS), ''];
  rows.push(
    ...section(
      'Examples:',
      examples.map((example) => `$ remit ${example}`),
    ),
    '',
  );
  const after = more.flatMap((text) => wrapText(text, HELP_COLUMNS));
  if (after.length > 0) after.push('');
  after.push(
    ...section(
      'Exit codes:',
      meanings.map(([code, meaning]) => `${String(code).padEnd(4)} ${meaning}`),
    ),
  );
  const command = new Command(name)
    .summary(purpose)
    .addHelpText('before', rows.join('\n'))
    .addHelpText('after', `\n${after.join('\n')}`);
  TEXTS.set(command, text);
  return command;
}

function section(title: string, lines: readonly string[]): string[] {
  return [title, ...lines.map((line) => `  ${line}`)];
}
