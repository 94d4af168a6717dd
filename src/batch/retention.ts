import { join, relative } from 'node:path';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { Archive, type AuditCut } from './archive.ts';
import { type DataRoot, dataRootAt, prepareDataRoot } from './data-root.ts';
import { dropFile } from './durable-files.ts';
import { readyForAct } from './finish-act.ts';
import { refused } from './payment-correction.ts';
import { type Horizon, horizonOf, planRetention, type RetentionPlan } from './retention-plan.ts';
import { lockRun } from './run-lock.ts';
import type { RetentionClass, Settings } from './settings.ts';

export interface RetentionOptions {
  readonly settings: Settings;
  readonly asOf: string;
  readonly actor: string;
  readonly reason: string;
  /** Classes that are looked at, with the days that each is kept. */
  readonly days: Readonly<Partial<Record<RetentionClass, number>>>;
  /** false: only the plan. */
  readonly carriesOut: boolean;
}

/** What the archive keeps of it: names of files, counts of rows; the store names each row. */
interface RetentionRecord {
  readonly before: Horizon;
  readonly files: readonly string[];
  readonly outputs: readonly string[];
  readonly copies: readonly string[];
  readonly claims: number;
  readonly traceBlocks: number;
  readonly cut?: AuditCut;
}

/** Shows what is old enough to go, by class, and takes it when told to: recorded first, with who and why, then taken. */
export async function retain(options: RetentionOptions): Promise<RetentionPlan> {
  const { settings, asOf, actor, reason, days, carriesOut } = options;
  if (carriesOut && reason.trim() === '')
    throw refused('USAGE', 'an act needs its reason', 'Add --reason "…": it stands in the audit trail.');
  const root = dataRootAt(settings.dataRoot);
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: 'retention', asOf });
  try {
    const store = openSqliteStore(root.store);
    try {
      await readyForAct({ settings, root, store });
      const plan = await planRetention(root, store, horizonOf(asOf, days));
      if (carriesOut && !isEmpty(plan)) {
        const act = { act: 'retention', asOf, actor, reason, ...recordOf(plan, root) };
        new Archive(root.archive).recordAct('retention', act);
        await carryOutRetention(act, root, store);
      }
      return plan;
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

function isEmpty({ raw, outputs, claims, traces, audit, copies }: RetentionPlan): boolean {
  return audit === undefined && [raw, outputs, claims, traces, copies].every((list) => list.length === 0);
}

function recordOf(plan: RetentionPlan, root: DataRoot): RetentionRecord {
  const { before, raw, outputs, claims, traces, copies, audit } = plan;
  return {
    before,
    files: raw.map(({ sha256 }) => sha256),
    outputs: outputs.map(({ name }) => name),
    copies: copies.map((path) => relative(root.path, path)),
    claims: claims.length,
    traceBlocks: traces.length,
    ...(audit && { cut: audit }),
  };
}

/**
 * Takes what an archived act of retention names; doing it again takes nothing more. The horizon comes first: from then on
 * no store is rebuilt that would bring it back.
 */
export async function carryOutRetention(
  recorded: Readonly<Record<string, unknown>>,
  root: DataRoot,
  store: Store,
): Promise<void> {
  const { before, files, copies, cut, asOf } = recorded as unknown as RetentionRecord & {
    readonly asOf: string;
  };
  const archive = new Archive(root.archive);
  archive.setHorizon(asOf, before);
  // Nothing has happened since the act, or it would have been finished before: the plan is the one recorded.
  const plan = await planRetention(root, store, before);
  await store.takeByRetention({
    asOf,
    fileIds: plan.raw.map(({ fileId }) => fileId),
    outboxIds: plan.outputs.map(({ outboxId }) => outboxId),
    claimIds: plan.claims.map(({ claimId }) => claimId),
    traceBlockIds: plan.traces,
  });
  for (const path of copies) dropFile(join(root.path, path));
  // The sidecar stays: it says that the file was here, and when.
  for (const sha256 of files) dropFile(archive.path(sha256));
  if (cut !== undefined) archive.cutActs(cut);
}
