import type Database from 'better-sqlite3';
import { sqliteFault } from './sqlite-fault.ts';
import { type Prepare, statementsOf } from './statements.ts';

/** One open database file and the way its acts use it. */
export interface Connection {
  readonly db: Database.Database;
  statements(fileName: string): Prepare;
  /** One whole act: all of `work` is committed, or none of it. It takes the write lock at once, so it cannot fail half way for a lock. */
  act<Result>(work: () => Result): Promise<Result>;
  /** What one read returns. */
  read<Result>(work: () => Result): Promise<Result>;
}

export function connect(db: Database.Database): Connection {
  const transaction = db.transaction((work: () => unknown) => work());
  const guarded = async <Result>(work: () => Result): Promise<Result> => {
    try {
      return work();
    } catch (error) {
      throw sqliteFault(error, db.name);
    }
  };
  return {
    db,
    statements: (fileName) => statementsOf(db, fileName),
    act: <Result>(work: () => Result) => guarded(() => transaction.immediate(work) as Result),
    read: guarded,
  };
}
