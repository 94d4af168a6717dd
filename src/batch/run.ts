import { join } from 'node:path';
import type { RunRow } from '../store/rows.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { type Adjudicated, adjudicate } from './adjudicate.ts';
import { Archive } from './archive.ts';
import { type DataRoot, dataRootAt, prepareDataRoot } from './data-root.ts';
import { finishInterruptedAct } from './finish-act.ts';
import { requireFreeSpace } from './free-space.ts';
import { scanInbox } from './inbox.ts';
import { type Instant, readInstant } from './instant.ts';
import {
  type IntakeProgress,
  inboxOptions,
  intake,
  isWaiting,
  partnersHere,
  type TakenFile,
} from './intake.ts';
import { type Paid, pay, paysSomething } from './pay.ts';
import { openProver } from './prover.ts';
import { type Published, publish } from './publish.ts';
import { quarantinedFiles } from './quarantine.ts';
import { quarantineClaim } from './quarantine-claim.ts';
import { lockRun } from './run-lock.ts';
import type { Settings } from './settings.ts';
import { openWorkerPool, type WorkerPool } from './worker-pool.ts';
import {
  type Day,
  openWorkplace,
  payersHere,
  readDay,
  type Workplace,
  type WorkplaceOptions,
  workplaceOptions,
} from './workplace.ts';
import { yieldingStore } from './yielding-store.ts';

export type Stage = 'intake' | 'adjudicate' | 'pay' | 'publish';

export const ALL_STAGES: readonly Stage[] = ['intake', 'adjudicate', 'pay', 'publish'];

export interface RunOptions {
  readonly settings: Settings;
  /** An instant with its zone. */
  readonly asOf: string;
  readonly pay: 'now' | 'calendar';
  readonly stages: readonly Stage[];
  /** Real time up to which inbox files must have been left alone; only the command line reads the clock. */
  readonly unchangedBeforeMs: number;
  /** Who runs it: recorded, never checked. */
  readonly actor?: string;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Another store than the embedded one at the data root. */
  readonly openStore?: (path: string) => Store;
  /** Who runs many nights on the same specs and imports reads them once. */
  readonly readDay?: (options: WorkplaceOptions) => Day;
}

export type RunProgress =
  | { readonly stage: 'intake'; readonly intake: IntakeProgress }
  | {
      readonly stage: 'adjudicate';
      readonly profileId: string;
      readonly done: number;
      readonly total: number;
    };

export interface RunReport {
  readonly run: RunRow | undefined;
  /** Nothing waited for this instant: the store was not touched. */
  readonly nothingToDo: boolean;
  readonly files: readonly TakenFile[];
  readonly adjudicated: readonly Adjudicated[];
  readonly paid: readonly Paid[];
  readonly published: Published['files'];
  /** Batches whose books did not close: nothing of them was published. */
  readonly broken: readonly Fault[];
  readonly exitCode: 0 | 3 | 4;
}

/** Everything a stage works with. */
interface Running {
  readonly options: RunOptions;
  readonly instant: Instant;
  readonly root: DataRoot;
  readonly store: Store;
  readonly workplace: Workplace;
  readonly pool: WorkerPool;
  readonly run: RunRow;
  readonly leavesInbox: boolean;
}

/** One run over one data root: intake, adjudicate, pay, publish, each restartable where an earlier run stopped. */
export async function runBatch(options: RunOptions): Promise<RunReport> {
  const root = dataRootAt(options.settings.dataRoot);
  prepareDataRoot(root, options.settings.partners);
  const lock = lockRun(root.lock, {
    pid: process.pid,
    command: `run ${options.stages.join(' ')}`,
    asOf: options.asOf,
  });
  try {
    const store = yieldingStore((options.openStore ?? openSqliteStore)(root.store));
    try {
      await finishInterruptedAct({ settings: options.settings, root, store });
      await finishInterruptedRun(options, root, store);
      return await runLocked(options, root, store);
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

/**
 * A run that was killed and is not the one asked for is finished first, as itself: under its own instant, with what it
 * had taken in. So every day's claims and payments bear the date they would have borne, and the archive tells the same
 * story again.
 */
async function finishInterruptedRun(options: RunOptions, root: DataRoot, store: Store): Promise<void> {
  const last = await store.lastRun();
  if (!last || last.finished || Date.parse(last.asOf) === Date.parse(options.asOf)) return;
  const recorded = new Archive(root.archive).recordedAct(actName(last.runId))?.act;
  await runLocked(
    {
      ...options,
      asOf: last.asOf,
      pay: (recorded?.pay as RunOptions['pay'] | undefined) ?? 'calendar',
      stages: (recorded?.stages as readonly Stage[] | undefined) ?? [],
      actor: (recorded?.actor as string | undefined) ?? options.actor ?? '',
    },
    root,
    store,
    true,
  );
}

function actName(runId: number): string {
  return `run-${String(runId).padStart(8, '0')}`;
}

async function runLocked(
  options: RunOptions,
  root: DataRoot,
  store: Store,
  leavesInbox = false,
): Promise<RunReport> {
  const place = await workplaceOptions(options.settings, root, store);
  const workplace = openWorkplace(place, (options.readDay ?? readDay)(place));
  const instant = readInstant(options.asOf, workplace.snapshot.profiles[0]?.timeZone ?? 'UTC');
  prepareDataRoot(
    root,
    workplace.snapshot.partners.map((partner) => partner.id),
  );
  const last = await store.lastRun();
  if (
    last?.finished &&
    instant.epochMs <= Date.parse(last.asOf) &&
    !(await hasWork(options, root, store, workplace, instant))
  ) {
    workplace.close();
    return {
      run: undefined,
      nothingToDo: true,
      files: [],
      adjudicated: [],
      paid: [],
      published: [],
      broken: [],
      exitCode: 0,
    };
  }
  if (options.stages.includes('intake') && !leavesInbox)
    requireFreeSpace(root.path, waitingBytes(options, root, workplace), options.settings.minFreeMegabytes);
  const run = await store.beginRun({
    asOf: options.asOf,
    businessDate: instant.date,
    snapshotDigest: workplace.snapshot.digest,
  });
  workplace.archive.recordAct(actName(run.runId), {
    act: 'run',
    asOf: options.asOf,
    pay: options.pay,
    stages: options.stages,
    snapshot: workplace.snapshot.digest,
    // Whoever goes on with an interrupted run, it stays the run of who began it.
    actor: workplace.archive.recordedAct(actName(run.runId))?.act.actor ?? options.actor ?? '',
  });
  const pool = openWorkerPool(options.settings.workers, place, workplace);
  try {
    const report = await runStages({ options, instant, root, store, workplace, pool, run, leavesInbox });
    await recordEnd(run.runId, workplace.archive, store);
    await store.finishRun(run.runId, report.exitCode);
    return report;
  } finally {
    await pool.close();
    workplace.close();
  }
}

/** What the run sent, by hash: a rebuilt store must send the very same. */
async function recordEnd(runId: number, archive: Archive, store: Store): Promise<void> {
  const files: string[] = [];
  for (const { batchId } of await store.batches({ runId }))
    for (const { name, sha256 } of await store.outboxOfBatch(batchId)) files.push(`${name} ${sha256}`);
  archive.recordAct(`end-of-${actName(runId)}`, { act: 'end of run', files });
}

async function runStages(running: Running): Promise<RunReport> {
  const { options, root, store } = running;
  const has = (stage: Stage) => options.stages.includes(stage);
  const broken: Fault[] = [];
  const published: Published['files'][number][] = [];

  const files = has('intake') ? await takeIn(running, broken) : [];
  // Answers leave before any money is touched: a partner waits for its 999 whatever becomes of the payment run.
  if (has('intake')) published.push(...(await publish(store, root)).files);
  const adjudicated = has('adjudicate') ? await eachPayer(running, broken, adjudicatePayer) : [];
  // The payment run needs none of the workers: what they hold is given back, some 60 MB each.
  await running.pool.close();
  const paid = has('pay') ? await payAll(running, broken) : [];
  if (has('publish') || has('pay')) published.push(...(await publish(store, root)).files);

  return {
    run: running.run,
    nothingToDo: false,
    files,
    adjudicated,
    paid,
    published,
    broken,
    exitCode: broken.length > 0 ? 4 : (await waitsForPerson(running, files)) ? 3 : 0,
  };
}

function takeIn(
  { options, instant, root, store, workplace, pool, run, leavesInbox }: Running,
  broken: Fault[],
): Promise<TakenFile[]> {
  return intake({
    store,
    root,
    settings: options.settings,
    workplace,
    pool,
    run,
    instant,
    unchangedBeforeMs: options.unchangedBeforeMs,
    leavesInbox,
    onProgress: (progress) => options.onProgress?.({ stage: 'intake', intake: progress }),
    onBroken: (fault) => broken.push(fault),
  });
}

async function adjudicatePayer(
  { options, root, store, workplace, pool, run }: Running,
  profile: Workplace['snapshot']['profiles'][number],
): Promise<Adjudicated> {
  const stuck: number[] = [];
  const adjudicated = await adjudicate(profile, {
    store,
    workplace,
    pool,
    run,
    onStuck: (claimId) => stuck.push(claimId),
    onProgress: (done, total) =>
      options.onProgress?.({ stage: 'adjudicate', profileId: profile.id, done, total }),
  });
  for (const row of await store.claims(stuck)) await quarantineClaim(row, root, store);
  return adjudicated;
}

async function payAll(running: Running, broken: Fault[]): Promise<Paid[]> {
  const { options, root, store, workplace, run, instant } = running;
  const { specs, workers } = options.settings;
  const prover = openProver(specs, workplace.guides, workers > 0);
  // Threads read the embedded store by its file.
  const hasThreads = workers > 0 && options.openStore === undefined;
  const claimsThreads = hasThreads ? { count: workers, storePath: root.store, specs } : undefined;
  const { pay: when } = options;
  const { spool } = root;
  const own = { store, workplace, prover, claimsThreads, run, instant, when, spool };
  try {
    return await eachPayer(running, broken, (_, profile) => pay(profile, own));
  } finally {
    await prover.close();
  }
}

/** A payer whose books do not close stops alone; the others go on, and the run ends with exit code 4. */
async function eachPayer<T>(
  running: Running,
  broken: Fault[],
  stage: (running: Running, profile: Workplace['snapshot']['profiles'][number]) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const profile of payersHere(running.options.settings, running.workplace)) {
    try {
      results.push(await stage(running, profile));
    } catch (error) {
      if (!(error instanceof Fault) || error.exitCode !== 4) throw error;
      broken.push(error);
    }
  }
  return results;
}

/** Exit 3: done, and something waits for an operator. */
async function waitsForPerson({ store, root }: Running, files: readonly TakenFile[]): Promise<boolean> {
  if (files.some((file) => file.outcome === 'held')) return true;
  // By what lies there, not by what this call put there: a run that was cut comes to the same end.
  if (quarantinedFiles(root).some((file) => file.decision === undefined)) return true;
  if ((await store.receivedAnswers({ open: true })).length > 0) return true;
  const counts = await store.claimTotals();
  return counts.some((count) => count.state === 'pended' && count.claims > 0);
}

/** Whether a run at this instant would change anything. */
async function hasWork(
  options: RunOptions,
  root: DataRoot,
  store: Store,
  workplace: Workplace,
  instant: Instant,
): Promise<boolean> {
  const { settings } = options;
  if ((await store.unreadFiles()).length > 0 || (await store.unpublished()).length > 0) return true;
  if ((await store.batches({ state: 'open' })).length > 0) return true;
  if (options.stages.includes('intake') && (await hasFiles(options, root, store, workplace, instant)))
    return true;
  for (const profile of payersHere(settings, workplace)) {
    if (options.stages.includes('adjudicate') && (await store.claimsToDecide(profile.id)).length > 0)
      return true;
    if (options.stages.includes('pay') && (await paysSomething(profile, options.pay, instant, store)))
      return true;
  }
  return false;
}

/** Whether an inbox holds anything but uploads that are held already and may still be completed. */
async function hasFiles(
  options: RunOptions,
  root: DataRoot,
  store: Store,
  workplace: Workplace,
  instant: Instant,
): Promise<boolean> {
  const { settings } = options;
  const held = await store.heldFiles();
  for (const partner of partnersHere({ settings, workplace })) {
    const entries = scanInbox(join(root.inbox, partner.id), inboxOptions(options));
    for (const { kind, name } of entries) {
      const hold = held.find((each) => each.partnerId === partner.id && each.name === name);
      const waits = kind === 'cut' && hold !== undefined && isWaiting(hold.firstSeen, instant, settings);
      if (kind !== 'ignored' && kind !== 'unreadable' && !waits) return true;
    }
  }
  return false;
}

function waitingBytes(options: RunOptions, root: DataRoot, workplace: Workplace): number {
  let bytes = 0;
  for (const partner of partnersHere({ settings: options.settings, workplace }))
    for (const entry of scanInbox(join(root.inbox, partner.id), inboxOptions(options)))
      if (entry.kind === 'ready') bytes += entry.sizeBytes;
  return bytes;
}
