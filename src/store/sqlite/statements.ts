import { ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';

const NAME = /^-- name: (\w+)$/;

/** The named statements of one .sql file beside this module: `-- name: insertClaim`, then its text up to the next. */
export function readStatements(fileName: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let name = '';
  for (const line of readFileSync(new URL(fileName, import.meta.url), 'utf8').split('\n')) {
    const next = NAME.exec(line)?.[1];
    if (next !== undefined) {
      ok(!texts.has(next), `${fileName} names ${next} twice`);
      name = next;
      texts.set(name, '');
    } else if (name !== '') {
      texts.set(name, `${texts.get(name)}${line}\n`);
    }
  }
  return texts;
}

/** Prepares statements of a .sql file by name. `Row` is what the statement's columns, as they are aliased, make. */
export type Prepare = <Row = unknown>(name: string) => Database.Statement<unknown[], Row>;

export function statementsOf(db: Database.Database, fileName: string): Prepare {
  const texts = readStatements(fileName);
  return <Row>(name: string) => {
    const text = texts.get(name);
    ok(text !== undefined, `${fileName} has no statement ${name}`);
    return db.prepare<unknown[], Row>(text);
  };
}
