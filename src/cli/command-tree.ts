import type { Command, Option } from 'commander';
import { type VerbText, verbTextOf } from './verb.ts';

export interface OptionNode {
  /** `--config`. */
  readonly long: string;
  /** `-V`, or ''. */
  readonly short: string;
  /** `<file>`; '' for a switch. */
  readonly value: string;
  readonly choices: readonly string[];
  readonly description: string;
}

export interface ArgumentNode {
  /** `<file>`, `[code]`, `<files...>`. */
  readonly term: string;
  readonly choices: readonly string[];
  readonly description: string;
}

/** A command as completions and the man page need it: everything comes from the one definition. */
export interface CommandNode {
  /** `remit quarantine list`. */
  readonly path: string;
  readonly name: string;
  readonly purpose: string;
  /** Undefined for `remit` itself. */
  readonly text: VerbText | undefined;
  readonly options: readonly OptionNode[];
  readonly arguments: readonly ArgumentNode[];
  readonly children: readonly CommandNode[];
}

export function commandTree(command: Command, parentPath = ''): CommandNode {
  const name = command.name();
  const path = parentPath === '' ? name : `${parentPath} ${name}`;
  const help: OptionNode = {
    long: '--help',
    short: '-h',
    value: '',
    choices: [],
    description: 'how it is used',
  };
  return {
    path,
    name,
    purpose: command.summary() || command.description(),
    text: verbTextOf(command),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionNode), help],
    arguments: command.registeredArguments.map((argument) => ({
      term: argument.required
        ? `<${argument.name()}${argument.variadic ? '...' : ''}>`
        : `[${argument.name()}${argument.variadic ? '...' : ''}]`,
      choices: argument.argChoices ?? [],
      description: argument.description,
    })),
    children: command.commands.map((child) => commandTree(child, path)),
  };
}

/** The node itself, then each below it. */
export function* everyNode(node: CommandNode): Generator<CommandNode> {
  yield node;
  for (const child of node.children) yield* everyNode(child);
}

function optionNode(option: Option): OptionNode {
  const value = /[<[].*$/.exec(option.flags)?.[0] ?? '';
  return {
    long: option.long ?? '',
    short: option.short ?? '',
    value,
    choices: option.argChoices ?? [],
    description: option.description,
  };
}
