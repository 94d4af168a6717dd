import { type CommandNode, everyNode } from './command-tree.ts';
import { EXIT_CODES } from './exit-codes.ts';

/** `man remit`: one page, every verb with its options, made from the definitions of the commands. */
export function manPage(root: CommandNode, version: string): string {
  const lines = [
    `.TH REMIT 1 "" "x12-remit ${version}" "User Commands"`,
    '.SH NAME',
    `remit \\- ${escaped(root.purpose)}`,
    '.SH SYNOPSIS',
    '.B remit',
    '.I VERB',
    '[options]',
    '.SH DESCRIPTION',
    'Takes 837 claim files that partners drop into a folder, answers them, prices and adjudicates every claim, and',
    'writes balanced 835 remittances. Tables are for people at a terminal; in a pipe there are tab\\-separated values,',
    'or JSON with',
    '.BR \\-\\-json .',
    'What identifies a patient is masked unless',
    '.B \\-\\-phi',
    'is given.',
    '.SH VERBS',
  ];
  for (const node of everyNode(root)) if (node !== root) lines.push(...section(node));
  lines.push('.SH OPTIONS', ...options(root), '.SH EXIT STATUS');
  for (const [code, meaning] of EXIT_CODES) lines.push('.TP', `.B ${code}`, escaped(`${meaning}.`));
  lines.push(
    '.SH ENVIRONMENT',
    '.TP',
    '.B NO_COLOR',
    'Without it a terminal shows headings in bold; nothing is told by colour or weight alone.',
    '.SH FILES',
    '.TP',
    '.I remit.json',
    'The installation: data root, partners, payers, limits.',
  );
  return `${lines.join('\n')}\n`;
}

function section(node: CommandNode): string[] {
  const args = node.arguments.map(({ term }) => term).join(' ');
  const lines = [`.SS ${escaped(`${node.path}${args === '' ? '' : ` ${args}`}`)}`, escaped(node.purpose)];
  for (const text of node.text?.more ?? []) lines.push('.PP', escaped(text));
  for (const { term, description } of node.arguments)
    lines.push('.TP', `.I ${escaped(term)}`, escaped(description));
  lines.push(...options(node));
  const examples = node.text?.examples ?? [];
  if (examples.length > 0) lines.push('.PP', 'Examples:', '.nf', '.RS');
  for (const example of examples) lines.push(escaped(`remit ${example}`));
  if (examples.length > 0) lines.push('.RE', '.fi');
  return lines;
}

function options({ options: all }: CommandNode): string[] {
  return all.flatMap(({ long, short, value, choices, description }) => {
    const flags = [short, long].filter((flag) => flag !== '').join(', ');
    const told = choices.length === 0 ? description : `${description} (${choices.join(', ')})`;
    return ['.TP', `.B ${escaped(`${flags}${value === '' ? '' : ` ${value}`}`)}`, escaped(told)];
  });
}

/** A backslash and a hyphen mean something, so does a point or quote at the beginning; the rest is ASCII. */
function escaped(text: string): string {
  const plain = text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(
      /[^ -~]/gu,
      (sign) => `\\[u${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
    );
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}
