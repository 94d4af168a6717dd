import { commandTree } from './command-tree.ts';
import { completionScript, type Shell } from './completion.ts';
import { manPage } from './man-page.ts';
import { remitProgram, version } from './program.ts';

const tree = () => commandTree(remitProgram({ code: 0 }));

export function printCompletion(shell: Shell): void {
  process.stdout.write(completionScript(shell, tree()));
}

export function printManPage(): void {
  process.stdout.write(manPage(tree(), version()));
}
