import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { sqliteFault } from '../store/sqlite/sqlite-fault.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { Archive } from './archive.ts';
import { type DataRoot, prepareDataRoot } from './data-root.ts';
import { copyDurably, dropFile, moveDurably, restrictFile, syncFile } from './durable-files.ts';
import { lockRun } from './run-lock.ts';

/**
 * A copy of the store in one file, whole as of one moment, also while a run goes on: never copy `remit.db` itself. It is
 * checked before it gets its name. The archive is copied by the usual means: its files never change.
 */
export function backupStore(root: DataRoot, to: string): void {
  const target = resolve(to);
  if (existsSync(target)) throw refused('BACKUP-EXISTS', `${target} is there already`, 'Name another file.');
  const draft = `${target}.draft`;
  dropFile(draft);
  const database = openReadOnly(root.store);
  try {
    database.prepare('VACUUM INTO ?').run(draft);
  } catch (cause) {
    throw sqliteFault(cause, draft);
  } finally {
    database.close();
  }
  restrictFile(draft);
  requireSound(draft);
  syncFile(draft);
  moveDurably(draft, target);
}

/** Puts a backup in the place of a store that is gone; it is checked before and opened once after. */
export async function restoreStore(
  root: DataRoot,
  from: string,
  asOf: string,
  isBehindAllowed = false,
): Promise<void> {
  prepareDataRoot(root, []);
  const lock = lockRun(root.lock, { pid: process.pid, command: 'restore', asOf });
  try {
    for (const path of [root.store, `${root.store}-wal`, `${root.store}-shm`])
      if (existsSync(path))
        throw refused('RESTORE-STORE-THERE', `${path} is there`, 'Move it away: nothing is overwritten.');
    requireSound(resolve(from));
    if (!isBehindAllowed) await requireUpToDate(root, resolve(from));
    copyDurably(resolve(from), root.store);
    await openSqliteStore(root.store).close();
  } finally {
    lock.release();
  }
}

/**
 * A store that is behind its archive would give numbers out again that partners have seen, and never pay what came in
 * since.
 *
 * @throws Fault `RESTORE-BEHIND`
 */
async function requireUpToDate(root: DataRoot, from: string): Promise<void> {
  const store = openSqliteStore(from, { readOnly: true });
  try {
    const since = await unknownActs(new Archive(root.archive), store);
    if (since.length === 0) return;
    throw refused(
      'RESTORE-BEHIND',
      `${from}: the archive tells of ${since.length} acts that this backup does not know, the first is ${since[0]}`,
      '`remit rebuild` does everything again, these too. Where retention forbids that: --behind.',
    );
  } finally {
    await store.close();
  }
}

/** Files of the acts in the archive that the store knows nothing of: imports, and runs and acts on money by their number. */
export async function unknownActs(archive: Archive, store: Store): Promise<string[]> {
  const imports = new Set((await store.imports()).map(({ sha256, effective }) => `${sha256} ${effective}`));
  const lastRun = (await store.lastRun())?.runId ?? 0;
  return archive.acts().filter((file) => {
    const run = /^\d{8}-run-(\d{8})\.json$/.exec(file);
    if (run) return Number(run[1]) > lastRun;
    if (!/^\d{8}-import-/.test(file)) return false;
    const { sha256, effective } = archive.recordedActAt(file).act;
    return !imports.has(`${String(sha256)} ${String(effective)}`);
  });
}

/** @throws Fault `BACKUP-DAMAGED` */
function requireSound(path: string): void {
  const problem = integrityOf(path);
  if (problem === 'ok') return;
  throw new Fault({
    code: 'BACKUP-DAMAGED',
    message: `${path} does not pass its check`,
    hint: 'Nothing was changed. Take another backup; the archive is whole without it (`remit rebuild`).',
    exitCode: 74,
  });
}

/** 'ok', or what the database says of itself. */
export function integrityOf(
  path: string,
  check: 'integrity_check' | 'quick_check' = 'integrity_check',
): string {
  const database = openReadOnly(path);
  try {
    return String(database.pragma(check, { simple: true }));
  } catch {
    return 'it is no database';
  } finally {
    database.close();
  }
}

function openReadOnly(path: string): Database.Database {
  try {
    return new Database(path, { readonly: true, fileMustExist: true });
  } catch (cause) {
    throw sqliteFault(cause, path);
  }
}

function refused(code: string, message: string, hint: string): Fault {
  return new Fault({ code, message, hint, exitCode: 2 });
}
