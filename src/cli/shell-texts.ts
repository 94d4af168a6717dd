import { commandTree } from './command-tree.ts';
import { completionScript, type Shell } from './completion.ts';
import { manPage } from './man-page.ts';
import { remitProgram, version } from './program.ts';

const tree = async () => commandTree(await remitProgram({ code: 0 }));

export async function printCompletion(shell: Shell): Promise<void> {
  process.stdout.write(completionScript(shell, await tree()));
}

export async function printManPage(): Promise<void> {
  process.stdout.write(manPage(await tree(), version()));
}
