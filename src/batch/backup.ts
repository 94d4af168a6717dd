import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { sqliteFault } from '../store/sqlite/sqlite-fault.ts';
import { Fault } from '../x12/fault.ts';
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
export async function restoreStore(root: DataRoot, from: string, asOf: string): Promise<void> {
  prepareDataRoot(root, []);
  const lock = lockRun(root.lock, { pid: process.pid, command: 'restore', asOf });
  try {
    for (const path of [root.store, `${root.store}-wal`, `${root.store}-shm`])
      if (existsSync(path))
        throw refused('RESTORE-STORE-THERE', `${path} is there`, 'Move it away: nothing is overwritten.');
    requireSound(resolve(from));
    copyDurably(resolve(from), root.store);
    await openSqliteStore(root.store).close();
  } finally {
    lock.release();
  }
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
