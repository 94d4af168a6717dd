import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sqliteFault } from '../store/sqlite/sqlite-fault.ts';
import { Fault } from '../x12/fault.ts';
import { writeDurably } from './durable-files.ts';

/**
 * One run at a time per data root. The lock is an exclusive transaction on a database of its own: the kernel frees
 * it with the process, so a killed run leaves no stale lock.
 */
export interface RunLock {
  release(): void;
}

export interface LockHolder {
  readonly pid: number;
  readonly command: string;
  readonly asOf: string;
}

/** Throws `RUN-LOCKED` (exit 75) at once when another run holds it, and says who. */
export function lockRun(path: string, holder: LockHolder): RunLock {
  const database = openLock(path);
  try {
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
    writeDurably(`${path}.json`, new TextEncoder().encode(JSON.stringify(holder)));
  } catch (cause) {
    database.close();
    const fault = sqliteFault(cause, path);
    throw fault instanceof Fault && fault.code === 'STORE-LOCKED' ? lockedFault(path, cause) : fault;
  }
  return {
    release: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

function openLock(path: string): Database.Database {
  try {
    return new Database(path, { timeout: 0 });
  } catch (cause) {
    throw sqliteFault(cause, path);
  }
}

function lockedFault(path: string, cause: unknown): Fault {
  return new Fault({
    code: 'RUN-LOCKED',
    message: `another run holds this data root${describe(path)}`,
    hint: 'Wait until it has ended, then run again.',
    retryable: true,
    cause,
  });
}

function describe(path: string): string {
  try {
    const holder = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as LockHolder;
    return ` (process ${holder.pid}, ${holder.command}, as of ${holder.asOf})`;
  } catch {
    return '';
  }
}
