import { ok } from 'node:assert/strict';
import { Fault } from '../../x12/fault.ts';
import type { BatchRow, RunRow } from '../rows.ts';
import type { Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { counters } from './counter.ts';

type RawRun = Omit<RunRow, 'finished' | 'exitCode'> & { finished: number; exitCode: number | null };

type RunActs = Pick<
  Store,
  'beginRun' | 'finishRun' | 'lastRun' | 'openBatch' | 'closeBatch' | 'breakBatch' | 'batches' | 'counter'
>;

/** Runs, batches and counters. */
export function runActs(connection: Connection): RunActs {
  const prepare = connection.statements('run.sql');
  const insertRun = prepare('insertRun');
  const finish = prepare('finishRun');
  const runById = prepare<RawRun>('runById');
  const last = prepare<RawRun>('lastRun');
  const lastFinishedAsOf = prepare<string>('lastFinishedAsOf').pluck();
  const unfinished = prepare<RawRun>('unfinishedRuns');
  const openBatchOf = prepare<BatchRow>('openBatchOf');
  const insertBatch = prepare('insertBatch');
  const close = prepare('closeBatch');
  const breakOpen = prepare('breakBatch');
  const batchRows = prepare<BatchRow>('batches');
  const { value } = counters(connection);
  const none = { batchId: null, runId: null, stage: null, state: null };

  return {
    beginRun: (run) =>
      connection.act(() => {
        const instant = Date.parse(run.asOf);
        ok(Number.isFinite(instant), 'an as-of is an instant');
        const finishedAsOf = lastFinishedAsOf.get();
        if (finishedAsOf !== undefined && instant < Date.parse(finishedAsOf)) {
          throw new Fault({
            code: 'RUN-BACKWARDS',
            message: `a run as of ${run.asOf} would stand before the last one, as of ${finishedAsOf}`,
            hint: 'give an --as-of at or after the last run',
            exitCode: 2,
          });
        }
        const same = unfinished.all().find((row) => Date.parse(row.asOf) === instant);
        return runRow(same ?? present(runById.get(insertRun.run(run).lastInsertRowid)));
      }),
    finishRun: (runId, exitCode) =>
      connection.act(() => {
        ok(finish.run({ runId, exitCode }).changes === 1, 'a run that was begun is finished');
      }),
    lastRun: () =>
      connection.read(() => {
        const row = last.get();
        return row && runRow(row);
      }),
    openBatch: (runId, stage, subject) =>
      connection.act(() => {
        const interrupted = openBatchOf.get(stage, subject);
        if (interrupted !== undefined) return interrupted;
        const batchId = Number(insertBatch.run(runId, stage, subject).lastInsertRowid);
        return present(batchRows.get({ ...none, batchId }));
      }),
    closeBatch: (batchId, books) =>
      connection.act(() => {
        ok(close.run({ batchId, books }).changes === 1, 'only an open batch is closed');
      }),
    breakBatch: (batchId, books) =>
      connection.act(() => {
        ok(breakOpen.run({ batchId, books }).changes === 1, 'a closed batch is not broken');
      }),
    batches: (filter) => connection.read(() => batchRows.all({ ...none, ...filter })),
    counter: (scope) => connection.read(() => value(scope)),
  };
}

function runRow(row: RawRun): RunRow {
  return { ...row, finished: row.finished === 1, exitCode: row.exitCode ?? undefined };
}

function present<Row>(row: Row | undefined): Row {
  ok(row !== undefined, 'a row just written can be read');
  return row;
}
