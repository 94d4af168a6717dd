import { Archive } from '../batch/archive.ts';
import { prepareDataRoot } from '../batch/data-root.ts';
import { finishInterruptedAct } from '../batch/finish-act.ts';
import { type Imported, importFile } from '../batch/import-file.ts';
import { readInstant } from '../batch/instant.ts';
import { lockRun } from '../batch/run-lock.ts';
import { loadSpecs } from '../reference/load-specs.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { nowText } from './clock.ts';
import { openInstallation } from './installation.ts';
import { print, printJson } from './terminal.ts';
import type { ImportFlags } from './verbs/reference.ts';

/** Imports files one after the other; the ones before a refused file stay imported. */
export async function importReferenceFiles(
  kind: string,
  files: readonly string[],
  flags: ImportFlags,
): Promise<void> {
  const { settings, root } = openInstallation(flags.config);
  const asOf = flags.asOf ?? nowText();
  const instant = readInstant(asOf, 'UTC');
  const specs = loadSpecs(settings.specs);
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: 'reference import', asOf });
  const imported: Imported[] = [];
  try {
    const store = openSqliteStore(root.store);
    try {
      const archive = new Archive(root.archive);
      await finishInterruptedAct({ settings, root, store });
      for (const path of files) {
        const done = await importFile(
          { kind, path, effective: flags.effective },
          { store, archive, instant, specs },
        );
        imported.push(done);
        if (!flags.json)
          print(`${done.kind} ${done.name}: ${done.rowCount} rows${done.isNew ? '' : ', known already'}`);
        if (!flags.json) for (const warning of done.warnings) print(`  ${warning}`);
      }
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
  if (flags.json) printJson(imported);
}
