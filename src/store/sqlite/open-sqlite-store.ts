import { chmodSync, closeSync, openSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Fault } from '../../x12/fault.ts';
import type { Store } from '../store.ts';
import { adjudicationActs } from './adjudication.ts';
import { claimReads } from './claim.ts';
import { connect } from './connection.ts';
import { fileActs } from './file.ts';
import { findReads } from './find.ts';
import { globalServiceReads } from './global-service.ts';
import { intakeActs } from './intake.ts';
import { moneyActs } from './money.ts';
import { moneyReads } from './money-reads.ts';
import { outboxActs } from './outbox.ts';
import { outcomesOf } from './outcome-block.ts';
import { paymentActs } from './payment.ts';
import { receivedAnswerActs } from './received-answer.ts';
import { referenceActs } from './reference.ts';
import { retentionActs } from './retention.ts';
import { reviewActs } from './review.ts';
import { runActs } from './run.ts';
import { sqliteFault } from './sqlite-fault.ts';
import { totalsReads } from './totals.ts';

/** PRAGMA user_version of the schema files; raised with every change of them. */
export const SCHEMA_VERSION = 10;

/** The store holds patient data: nobody but its owner reads it. SQLite gives the -wal and -shm files the same mode. */
const FILE_MODE = 0o600;

export interface SqliteStoreOptions {
  /** For commands that only look; the file must exist. Default: false. */
  readonly readOnly?: boolean;
  /** Pages kept in memory. Default: what a stage writes all over. */
  readonly cacheKib?: number;
}

/** Sorts take as much again. What a stage writes all over (states, keys) fits. */
const CACHE_KIB = 16384;

/**
 * The embedded store in one SQLite file, made when it is not there yet.
 *
 * @throws Fault `STORE-VERSION` when another version of the program made the file; `STORE-ACCESS`, `STORE-LOCKED`,
 *   `STORE-DAMAGED` as the file gives cause.
 */
export function openSqliteStore(path: string, options: SqliteStoreOptions = {}): Store {
  const readOnly = options.readOnly ?? false;
  const db = openDatabase(path, readOnly);
  try {
    configure(db, readOnly, options.cacheKib ?? CACHE_KIB);
    if (!readOnly) createSchema(db);
    checkVersion(db);
    const connection = connect(db);
    const outcomes = outcomesOf(connection);
    return {
      close: () => connection.read(() => void db.close()),
      ...runActs(connection),
      ...referenceActs(connection),
      ...fileActs(connection),
      ...intakeActs(connection),
      ...claimReads(connection, outcomes),
      ...adjudicationActs(connection, outcomes),
      ...globalServiceReads(connection, outcomes),
      ...paymentActs(connection, outcomes),
      ...moneyActs(connection),
      ...reviewActs(connection, outcomes),
      ...retentionActs(connection, outcomes),
      ...moneyReads(connection),
      ...outboxActs(connection),
      ...findReads(connection),
      ...receivedAnswerActs(connection),
      ...totalsReads(connection),
    };
  } catch (error) {
    db.close();
    throw sqliteFault(error, path);
  }
}

function openDatabase(path: string, readOnly: boolean): Database.Database {
  try {
    if (!readOnly && path !== ':memory:') {
      closeSync(openSync(path, 'a', FILE_MODE));
      chmodSync(path, FILE_MODE);
    }
    return new Database(path, { readonly: readOnly, fileMustExist: readOnly, timeout: 5_000 });
  } catch (error) {
    throw new Fault({
      code: 'STORE-ACCESS',
      message: `${path}: the store cannot be opened`,
      hint: readOnly
        ? 'nothing has been run here yet, or the path is wrong'
        : 'check that its folder exists and is writable',
      exitCode: 74,
      cause: error,
    });
  }
}

function configure(db: Database.Database, readOnly: boolean, cacheKib: number): void {
  db.pragma('busy_timeout = 5000');
  if (!readOnly) db.pragma('journal_mode = WAL');
  // The driver's build has NORMAL for WAL, which may lose the last acts when the power goes: postings must not be lost.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // So that a REPLACE, too, meets the triggers that keep the ledger append-only.
  db.pragma('recursive_triggers = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  // 80 MB of log between checkpoints: each checkpoint costs two syncs and rewrites every page once.
  db.pragma('wal_autocheckpoint = 20000');
  db.pragma(`cache_size = -${cacheKib}`);
}

function createSchema(db: Database.Database): void {
  const schemas = [
    'schema.sql',
    'schema-claim.sql',
    'schema-history.sql',
    'schema-retention.sql',
    'schema-money.sql',
    'schema-totals.sql',
  ].map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'));
  db.transaction(() => {
    if (userVersion(db) !== 0 || tableCount(db) !== 0) return;
    for (const schema of schemas) db.exec(schema);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}

function checkVersion(db: Database.Database): void {
  const version = userVersion(db);
  if (version === SCHEMA_VERSION) return;
  throw new Fault({
    code: 'STORE-VERSION',
    message: `the store has schema version ${version}, this program works with ${SCHEMA_VERSION}`,
    hint: 'use the version of the program that made it, or rebuild the store from the archive',
    exitCode: 2,
  });
}

function userVersion(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

function tableCount(db: Database.Database): number {
  return db.prepare('SELECT COUNT(*) FROM sqlite_schema').pluck().get() as number;
}
