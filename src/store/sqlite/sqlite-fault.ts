import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Fault } from '../../x12/fault.ts';

/** With less than that left on the disk, a call of SQLite that failed has failed for want of room. */
const LEAST_FREE_BYTES = 2 ** 20;

/** What the operator can do about a failure of the database file at `path`; anything else is passed on as it is. */
export function sqliteFault(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const fault = (code: string, message: string, hint: string, exitCode: 74 | 75, retryable: boolean): Fault =>
    new Fault({ code, message: `${path}: ${message}`, hint, exitCode, retryable, cause: error });
  const kind = error.code.split('_').slice(0, 2).join('_');
  switch (failsForRoom(kind, path) ? 'SQLITE_FULL' : kind) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return fault(
        'STORE-LOCKED',
        'another process holds the store',
        'wait until it has finished, then run again',
        75,
        true,
      );
    case 'SQLITE_FULL':
      return fault(
        'STORE-FULL',
        'the disk of the store is full',
        'free some space, then run again',
        75,
        true,
      );
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
    case 'SQLITE_CANTOPEN':
      return fault(
        'STORE-ACCESS',
        'the store cannot be opened or written',
        'check that its folder exists and belongs to this user',
        74,
        false,
      );
    case 'SQLITE_IOERR':
      return fault(
        'STORE-IO',
        'reading or writing the store failed',
        'check the disk, then run again',
        74,
        false,
      );
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return fault(
        'STORE-DAMAGED',
        'the store is damaged',
        'restore a backup, or rebuild it from the archive',
        74,
        false,
      );
    default:
      return error;
  }
}

/** SQLite says FULL of a write only: a sync, a truncation or a new file that finds no room is an IOERR or CANTOPEN. */
function failsForRoom(kind: string, path: string): boolean {
  if (kind !== 'SQLITE_IOERR' && kind !== 'SQLITE_CANTOPEN') return false;
  try {
    const { bavail, bsize, files, ffree } = statfsSync(dirname(path));
    return bavail * bsize < LEAST_FREE_BYTES || (files > 0 && ffree === 0);
  } catch {
    return false;
  }
}
