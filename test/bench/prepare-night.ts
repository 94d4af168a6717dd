import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Archive } from '../../src/batch/archive.ts';
import { dataRootAt, prepareDataRoot } from '../../src/batch/data-root.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { makeHistory } from './history.ts';

const SHIPPED = fileURLToPath(new URL('../../edi-samples/reference', import.meta.url));

/**
 * A data root with the generated reference data, the shipped fee tables and one file in the inbox of harborclear.
 * Run as a process of its own, with the history it is to have: what that takes is not the night's.
 */
export async function prepareNight(options: {
  root: string;
  reference: string;
  file: string;
}): Promise<void> {
  const root = dataRootAt(options.root);
  mkdirSync(options.root, { recursive: true });
  prepareDataRoot(root, ['harborclear']);
  const store = openSqliteStore(root.store);
  const instant = readInstant('2025-11-03T18:00:00-08:00', 'America/Los_Angeles');
  const target = { store, archive: new Archive(root.archive), instant };
  for (const [kind, path] of [
    ['members', join(options.reference, 'members.csv')],
    ['providers', join(options.reference, 'providers.csv')],
    ['contracts', join(options.reference, 'contracts.csv')],
    ['fee-schedule', join(SHIPPED, 'fee-schedule-2025.csv')],
    ['gpci', join(SHIPPED, 'gpci-2025.csv')],
  ] as const) {
    await importFile({ kind, path, effective: '20250101' }, target);
  }
  await store.close();
  putInInbox(options);
}

/** One more file for the next night. */
export function putInInbox({ root, file }: { readonly root: string; readonly file: string }): void {
  copyFileSync(file, join(dataRootAt(root).inbox, 'harborclear', basename(file)));
}

if (import.meta.main) {
  const [root, reference, file, earlier, history] = process.argv.slice(2);
  if (history === undefined) await prepareNight({ root: root!, reference: reference!, file: file! });
  else {
    await prepareNight({ root: root!, reference: reference!, file: earlier! });
    await makeHistory({ root: root!, reference: reference!, claims: Number(history) });
    putInInbox({ root: root!, file: file! });
  }
}
