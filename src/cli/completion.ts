import { type CommandNode, everyNode, type OptionNode } from './command-tree.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** A completion script; options with a value that is no choice, and arguments, are completed as files. */
export function completionScript(shell: Shell, root: CommandNode): string {
  switch (shell) {
    case 'bash':
      return bash(root);
    case 'zsh':
      return zsh(root);
    case 'fish':
      return fish(root);
  }
}

/** Names that may stand behind a command: verbs below it, options, choices of its arguments. */
function wordsOf(node: CommandNode): string[] {
  return [
    ...node.children.map(({ name }) => name),
    ...node.arguments.flatMap(({ choices }) => choices),
    ...node.options.flatMap(({ long, short }) => [long, short]).filter((word) => word !== ''),
  ];
}

function withChoices(node: CommandNode): OptionNode[] {
  return node.options.filter(({ choices }) => choices.length > 0);
}

function takingValues(node: CommandNode): OptionNode[] {
  return node.options.filter(({ value, choices }) => value !== '' && choices.length === 0);
}

/** Walks the words before the cursor down the tree, as commander does. */
function walk(root: CommandNode, indent: string): string[] {
  const steps = [...everyNode(root)].flatMap((node) => node.children.map((child) => `"${child.path}"`));
  return [
    `${indent}case "$path $word" in`,
    `${indent}  ${steps.join('|')}) path="$path $word" ;;`,
    `${indent}esac`,
  ];
}

/** An expansion of the shell's, which is none of ours. */
const expanded = (expression: string): string => `$\{${expression}}`;

function bash(root: CommandNode): string {
  const lines = [
    '# bash completion for remit: source it, or put it into bash-completion/completions/remit',
    '_remit() {',
    `  local current="${expanded('COMP_WORDS[COMP_CWORD]')}" previous="${expanded('COMP_WORDS[COMP_CWORD-1]')}"`,
    '  local path=remit word words=""',
    `  for word in "${expanded('COMP_WORDS[@]:1:COMP_CWORD-1')}"; do`,
    ...walk(root, '    '),
    '  done',
    '  case "$path $previous" in',
  ];
  for (const node of everyNode(root)) {
    for (const { long, choices } of withChoices(node))
      lines.push(
        `    "${node.path} ${long}") COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$current")); return ;;`,
      );
    const files = takingValues(node).map(({ long }) => `"${node.path} ${long}"`);
    if (files.length > 0)
      lines.push(`    ${files.join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;`);
  }
  lines.push('  esac', '  case "$path" in');
  for (const node of everyNode(root)) lines.push(`    "${node.path}") words="${wordsOf(node).join(' ')}" ;;`);
  lines.push(
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    `  if [ "${expanded('#COMPREPLY[@]')}" -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi`,
    '}',
    'complete -o filenames -F _remit remit',
  );
  return `${lines.join('\n')}\n`;
}

function zsh(root: CommandNode): string {
  const lines = [
    '#compdef remit',
    '# zsh completion for remit: put it as _remit into a folder of $fpath',
    '_remit() {',
    '  local path_=remit word',
    '  local -a options',
    `  for word in "${expanded('(@)words[2,CURRENT-1]')}"; do`,
    ...walk(root, '    ').map((line) => line.replaceAll('$path ', '$path_ ').replaceAll('path="', 'path_="')),
    '  done',
    `  case "$path_ ${expanded('words[CURRENT-1]')}" in`,
  ];
  for (const node of everyNode(root)) {
    for (const { long, choices } of withChoices(node))
      lines.push(`    "${node.path} ${long}") compadd -- ${choices.join(' ')}; return ;;`);
    const files = takingValues(node).map(({ long }) => `"${node.path} ${long}"`);
    if (files.length > 0) lines.push(`    ${files.join('|')}) _files; return ;;`);
  }
  lines.push('  esac', '  case "$path_" in');
  for (const node of everyNode(root)) {
    const told = [
      ...node.children.map(({ name, purpose }) => [name, purpose] as const),
      ...node.arguments.flatMap(({ choices, description }) =>
        choices.map((each) => [each, description] as const),
      ),
      ...node.options.flatMap(({ long, short, description }) =>
        [long, short].filter((word) => word !== '').map((word) => [word, description] as const),
      ),
    ];
    const rows = told.map(([word, text]) => `'${quoted(`${word}:${text}`)}'`);
    lines.push(`    "${node.path}") options=(${rows.join(' ')}) ;;`);
  }
  lines.push('  esac', "  _describe 'remit' options", '  _files', '}', '_remit "$@"');
  return `${lines.join('\n')}\n`;
}

function fish(root: CommandNode): string {
  const lines = [
    '# fish completion for remit: put it into ~/.config/fish/completions/remit.fish',
    'function __remit_path',
    '  set -l path remit',
    '  for word in (commandline -opc)[2..-1]',
    '    switch "$path $word"',
    `      case ${[...everyNode(root)].flatMap((node) => node.children.map(({ path }) => `'${path}'`)).join(' ')}`,
    '        set path "$path $word"',
    '    end',
    '  end',
    '  echo $path',
    'end',
  ];
  for (const node of everyNode(root)) {
    const here = `-n 'test (__remit_path) = "${node.path}"'`;
    for (const { name, purpose } of node.children)
      lines.push(`complete -c remit ${here} -f -a '${name}' -d '${quoted(purpose)}'`);
    for (const { choices, description } of node.arguments)
      if (choices.length > 0)
        lines.push(`complete -c remit ${here} -f -a '${choices.join(' ')}' -d '${quoted(description)}'`);
    for (const { long, short, value, choices, description } of node.options) {
      const letter = short === '' ? '' : ` -s ${short.slice(1)}`;
      const takes = choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : value === '' ? '' : ' -r';
      lines.push(
        `complete -c remit ${here} -l ${long.slice(2)}${letter}${takes} -d '${quoted(description)}'`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Inside single quotes of every one of these shells no mark of its own can stand. */
function quoted(text: string): string {
  return text.replaceAll("'", '’').replaceAll('\\', '/');
}
