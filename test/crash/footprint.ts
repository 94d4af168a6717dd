import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import Database from 'better-sqlite3';
import type { DataRoot } from '../../src/batch/data-root.ts';
import { unpackBlock } from '../../src/store/block.ts';

/** Everything a night leaves behind, as texts that compare: nothing in it depends on when or how often it ran. */
export interface Footprint {
  /** One text for every row of every table, in order. */
  readonly store: readonly string[];
  /** Path and SHA-256 of every file of the data root outside the store and the outbox. */
  readonly files: readonly string[];
  /** Name and SHA-256 of every file the partners got, in order of the names; one got twice stands here twice. */
  readonly delivered: readonly string[];
}

/** Takes what the outbox holds, as a partner does. */
export function collectOutbox(root: DataRoot): string[] {
  return filesUnder(root.outbox).map((path) => {
    const line = `${relative(root.outbox, path)} ${digest(path)}`;
    rmSync(path);
    return line;
  });
}

export function footprint(root: DataRoot, collectedBefore: readonly string[] = []): Footprint {
  const folders = [root.inbox, root.work, root.archive, root.spool, root.quarantine, root.duplicate];
  return {
    store: dumpStore(root.store),
    files: folders.flatMap(filesUnder).map((path) => `${relative(root.path, path)} ${digest(path)}`),
    delivered: [...collectedBefore, ...collectOutbox(root)].sort(),
  };
}

function dumpStore(path: string): string[] {
  const database = new Database(path, { readonly: true });
  try {
    const intact = database.pragma('integrity_check', { simple: true });
    if (intact !== 'ok') return [`integrity check: ${String(intact)}`];
    const tables = database
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .pluck()
      .all() as string[];
    const rows = tables
      .filter((table) => table !== 'trace_block' && table !== 'outcome_block')
      .flatMap((table) =>
        database
          .prepare<unknown[], Record<string, unknown>>(`SELECT * FROM "${table}"`)
          .all()
          .map((row) => `${table} ${JSON.stringify(Object.values(placeless(row)))}`)
          .sort(),
      );
    return [...rows, ...traces(database), ...outcomes(database)];
  } finally {
    database.close();
  }
}

/** A night that goes on prices and settles the rest in other parcels and acts: texts are compared, not where they are packed. */
function placeless(stored: Record<string, unknown>): Record<string, unknown> {
  const { trace_block_id: _1, trace_index: _2, priced_block_id: _3, priced_index: _4, ...rest } = stored;
  const { outcome_block_id: _5, outcome_index: _6, ...row } = rest;
  return row;
}

function traces(database: Database.Database): string[] {
  const block = database
    .prepare<unknown[], Buffer>('SELECT body FROM trace_block WHERE trace_block_id = ?')
    .pluck();
  const textOf = (id: number, index: number): string => unpackBlock(block.get(id)!)[index]!;
  return database
    .prepare<unknown[], [number, number, number, number | null, number]>(
      'SELECT decision_id, trace_block_id, trace_index, priced_block_id, priced_index FROM decision ORDER BY decision_id',
    )
    .raw()
    .all()
    .map(([decisionId, own, index, priced, pricedIndex]) => {
      const ofPricing = priced === null ? '' : textOf(priced, pricedIndex);
      return `trace ${decisionId} ${textOf(own, index)} ${ofPricing}`;
    });
}

function outcomes(database: Database.Database): string[] {
  const block = database
    .prepare<unknown[], Buffer>('SELECT body FROM outcome_block WHERE outcome_block_id = ?')
    .pluck();
  return database
    .prepare<unknown[], [number, number, number]>(
      'SELECT decision_id, outcome_block_id, outcome_index FROM decision ORDER BY decision_id',
    )
    .raw()
    .all()
    .map(([decisionId, id, index]) => `outcome ${decisionId} ${unpackBlock(block.get(id)!)[index]}`);
}

function filesUnder(folder: string): string[] {
  return globSync('**/*', { cwd: folder })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
