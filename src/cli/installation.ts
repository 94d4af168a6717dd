import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DataRoot, dataRootAt } from '../batch/data-root.ts';
import { readSettings, type Settings } from '../batch/settings.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { shippedSpecs } from './shipped-specs.ts';

export interface Installation {
  readonly settings: Settings;
  readonly root: DataRoot;
}

/** What `--config` names. */
export function openInstallation(config: string): Installation {
  const settings = readSettings(resolve(config), shippedSpecs());
  return { settings, root: dataRootAt(settings.dataRoot) };
}

/** For commands that only look; undefined where nothing has been run yet. */
export async function lookIntoStore<T>(
  { root }: Installation,
  look: (store: Store) => Promise<T>,
): Promise<T | undefined> {
  if (!existsSync(root.store)) return undefined;
  const store = openSqliteStore(root.store, { readOnly: true });
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

export function nothingYet(): Fault {
  return new Fault({
    code: 'STORE-EMPTY',
    message: 'nothing has been run in this data root yet',
    hint: 'Put files into inbox/PARTNER and call `remit run`.',
    exitCode: 2,
  });
}
