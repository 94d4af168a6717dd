import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { backupStore, restoreStore } from '../batch/backup.ts';
import { prepareDataRoot } from '../batch/data-root.ts';
import { examine } from '../batch/doctor.ts';
import { rebuild } from '../batch/rebuild.ts';
import { carryOut, LEGAL_HOLD_FILE, planRetention } from '../batch/retention.ts';
import { lockRun } from '../batch/run-lock.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { now, nowText } from './clock.ts';
import { openInstallation } from './installation.ts';
import { print, printJson } from './terminal.ts';

export interface CareFlags {
  readonly config: string;
  readonly json?: boolean;
  readonly asOf?: string;
  readonly actor?: string;
  readonly reason?: string;
  readonly olderThan?: number;
  readonly yes?: boolean;
}

export function backup(to: string, { config }: CareFlags): void {
  const { root } = openInstallation(config);
  backupStore(root, to);
  print(`The store is in ${to}, whole and checked. Copy archive/ as well: its files never change.`);
}

export async function restore(from: string, { config }: CareFlags): Promise<void> {
  const { root } = openInstallation(config);
  await restoreStore(root, from, nowText());
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

/** Shows what would go; takes it only with --yes. */
export async function retention(flags: CareFlags): Promise<void> {
  const { settings, root } = openInstallation(flags.config);
  const asOf = flags.asOf ?? nowText();
  const holdFile = join(root.path, LEGAL_HOLD_FILE);
  const holds = existsSync(holdFile)
    ? readFileSync(holdFile, 'utf8')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : [];
  const options = {
    settings,
    asOf,
    holds,
    actor: flags.actor ?? userInfo().username,
    reason: flags.reason ?? '',
    olderThanDays: flags.olderThan ?? 3653,
  };
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: 'retention', asOf });
  try {
    const store = openSqliteStore(root.store);
    const plan = await planRetention(options, store).finally(() => store.close());
    if (flags.yes) carryOut(plan, options);
    const files = plan.raw.map(({ name, origin, businessDate, sha256 }) => ({
      name,
      origin,
      businessDate,
      sha256,
    }));
    if (flags.json)
      printJson({
        before: plan.before,
        done: flags.yes ?? false,
        bytes: plan.bytes,
        held: plan.held.length,
        files,
      });
    else {
      for (const file of files) print(`${file.businessDate}  ${file.origin}/${file.name}`);
      print(
        `${files.length} files (${plan.bytes} bytes) from before ${plan.before} ${flags.yes ? 'are gone' : 'would go'}; ${plan.held.length} are held.`,
      );
      if (!flags.yes && files.length > 0) print('Nothing was taken: repeat it with --yes --reason "…".');
    }
  } finally {
    lock.release();
  }
}
