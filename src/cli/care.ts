import { backupStore, restoreStore } from '../batch/backup.ts';
import { examine } from '../batch/doctor.ts';
import { rebuild } from '../batch/rebuild.ts';
import { now, nowText } from './clock.ts';
import { openInstallation } from './installation.ts';
import { print, printJson } from './terminal.ts';

export interface CareFlags {
  readonly config: string;
  readonly json?: boolean;
  readonly behind?: boolean;
}

export function backup(to: string, { config }: CareFlags): void {
  const { root } = openInstallation(config);
  backupStore(root, to);
  print(`The store is in ${to}, whole and checked. Copy archive/ as well: its files never change.`);
}

export async function restore(from: string, { config, behind }: CareFlags): Promise<void> {
  const { root } = openInstallation(config);
  await restoreStore(root, from, nowText(), behind);
  print(
    `The store of ${from} is in place. What came after it: \`remit run\` reads what lies in inbox/ and work/.`,
  );
}

export async function rebuildStore({ config, json }: CareFlags): Promise<void> {
  const { settings } = openInstallation(config);
  const rebuilt = await rebuild(settings, nowText());
  if (json) printJson(rebuilt);
  else
    print(
      `Rebuilt from ${rebuilt.acts} acts, ${rebuilt.runs} runs and ${rebuilt.files} files; nothing was sent again.`,
    );
}

/** 0 all is well, 3 somebody should look, 4 something is broken. */
export async function doctor({ config, json }: CareFlags): Promise<number> {
  const { settings } = openInstallation(config);
  const found = await examine(settings, now().getTime());
  if (json) printJson(found);
  else for (const { what, state, text } of found) print(`${state.padEnd(5)} ${what.padEnd(12)} ${text}`);
  return found.some(({ state }) => state === 'ill') ? 4 : found.some(({ state }) => state === 'look') ? 3 : 0;
}
