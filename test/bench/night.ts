import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type RunProgress, runBatch } from '../../src/batch/run.ts';
import { settingsFrom } from '../../src/batch/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Truth } from './generate-837.ts';
import { type Night, nightFile, prepareRoot } from './night-files.ts';

const SPECS = fileURLToPath(new URL('../../specs', import.meta.url));
const MEBIBYTE = 2 ** 20;

/** What a night came to, for programs that hold nights against one another. */
export interface NightFigures {
  readonly bytes: number;
  readonly claims: number;
  readonly seconds: number;
  /** Time on any core, all threads together. */
  readonly coreSeconds: number;
  /** Opening included: when the intake is first heard of depends on its sets. Null where nothing was heard of it. */
  readonly intakeCoreSeconds: number | null;
  readonly peakMiB: number;
  readonly databaseBytes: number;
}

/** When each stage was last heard of, in milliseconds of the run. */
interface StageClock {
  openedMs: number;
  takenMs: number;
  adjudicatedMs: number;
  finishedMs: number;
  /** Peak of the whole process up to then. */
  takenMiB: number;
  adjudicatedMiB: number;
  openedMiB: number;
  /** Time on any core. */
  openedCpu: Cpu;
  takenCpu: Cpu;
  adjudicatedCpu: Cpu;
}

/** Milliseconds on a core: all threads together, and the main thread alone. */
interface Cpu {
  readonly allMs: number;
  readonly mainMs: number;
}

const { values } = parseArgs({
  options: {
    type: { type: 'string', default: 'P' },
    mb: { type: 'string', default: '10' },
    workers: { type: 'string', default: '2' },
    'per-st': { type: 'string', default: '100' },
    members: { type: 'string', default: '100000' },
    providers: { type: 'string', default: '5000' },
    history: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const night: Night = {
  type: values.type === 'I' ? 'I' : 'P',
  megabytes: Number(values.mb),
  workers: Number(values.workers),
  claimsPerSet: Number(values['per-st']),
  members: Number(values.members),
  providers: Number(values.providers),
  history: Number(values.history),
};
/** With `--json` the figures are one line, and nothing else is printed. */
const tell = (line: string): void => {
  if (!values.json) console.log(line);
};
const { truth } = nightFile(night);
const root = mkdtempSync(join(tmpdir(), 'x12-remit-night-'));
try {
  prepareRoot(root, night);
  process.exitCode = await measure(night, root, truth);
} finally {
  if (values.keep) tell(`data root    ${root}`);
  else rmSync(root, { recursive: true, force: true });
}

async function measure(options: Night, dataRoot: string, truth: Truth): Promise<number> {
  const settings = settingsFrom(
    { dataRoot, specs: SPECS, partners: ['harborclear'], workers: options.workers, settleSeconds: 0 },
    'the bench',
    SPECS,
  );
  const emptyBytes = options.history === 0 ? 0 : statSync(join(dataRoot, 'remit.db')).size;
  const before = options.history === 0 ? 0 : await claimsIn(dataRoot);
  const startMs = performance.now();
  const begunMs = cpu().allMs;
  const clock: StageClock = {
    openedMs: 0,
    takenMs: 0,
    adjudicatedMs: 0,
    finishedMs: 0,
    openedMiB: 0,
    takenMiB: 0,
    adjudicatedMiB: 0,
    openedCpu: cpu(),
    takenCpu: cpu(),
    adjudicatedCpu: cpu(),
  };
  const report = await runBatch({
    settings,
    asOf: '2025-11-03T20:00:00-08:00',
    pay: 'now',
    stages: ['intake', 'adjudicate', 'pay', 'publish'],
    unchangedBeforeMs: Number.POSITIVE_INFINITY,
    onProgress: (progress) => note(clock, progress, performance.now() - startMs),
  });
  clock.finishedMs = performance.now() - startMs;
  const coreMs = cpu().allMs - begunMs;
  printRates(options, clock, truth);
  const store = openSqliteStore(join(dataRoot, 'remit.db'));
  const batches = await store.batches({});
  const counts = await store.countClaims({});
  await store.close();
  tell(
    `peak memory  ${peakMiB()} MiB (open ${clock.openedMiB}, after intake ${clock.takenMiB}, after adjudicate ${clock.adjudicatedMiB})`,
  );
  const databaseBytes = statSync(join(dataRoot, 'remit.db')).size - emptyBytes;
  const databaseMiB = databaseBytes / MEBIBYTE;
  tell(
    `database     ${databaseMiB.toFixed(1)} MiB, ${((databaseMiB * MEBIBYTE) / truth.bytes).toFixed(2)} x the input`,
  );
  tell(`published    ${report.published.length} files`);
  for (const { state, claims } of counts) tell(`${state.padEnd(12)} ${claims} claims`);
  for (const batch of batches) tell(`books        ${batch.stage} ${batch.state}: ${batch.books}`);
  const seen = counts.reduce((sum, count) => sum + count.claims, 0) - before;
  const isRight =
    report.exitCode !== 4 && seen === truth.claims && batches.every(({ state }) => state === 'closed');
  if (values.json && isRight) {
    const figures: NightFigures = {
      bytes: truth.bytes,
      claims: truth.claims,
      seconds: clock.finishedMs / 1000,
      coreSeconds: coreMs / 1000,
      intakeCoreSeconds: clock.takenMs === 0 ? null : (clock.takenCpu.allMs - begunMs) / 1000,
      peakMiB: peakMiB(),
      databaseBytes,
    };
    console.log(JSON.stringify(figures));
  }
  tell(isRight ? 'books closed: yes' : `books closed: NO (${seen} of ${truth.claims} claims)`);
  return isRight ? 0 : 1;
}

async function claimsIn(dataRoot: string): Promise<number> {
  const store = openSqliteStore(join(dataRoot, 'remit.db'), { readOnly: true });
  const counts = await store.countClaims({});
  await store.close();
  return counts.reduce((sum, { claims }) => sum + claims, 0);
}

function note(clock: StageClock, progress: RunProgress, nowMs: number): void {
  if (clock.openedMs === 0) {
    clock.openedMs = nowMs;
    clock.openedMiB = peakMiB();
    clock.openedCpu = cpu();
  }
  if (progress.stage === 'intake') {
    clock.takenMs = nowMs;
    clock.takenMiB = peakMiB();
    clock.takenCpu = cpu();
  } else {
    clock.adjudicatedMs = nowMs;
    clock.adjudicatedMiB = peakMiB();
    clock.adjudicatedCpu = cpu();
  }
}

function printRates(
  { type, megabytes, workers }: Night,
  clock: StageClock,
  { claims, lines, bytes }: Truth,
): void {
  tell(`837${type}, ${megabytes} MB, ${claims} claims, ${workers} workers`);
  const rate = (name: string, ms: number, more = ''): void => {
    const perSecond = Math.round((claims / ms) * 1000);
    tell(
      `${name.padEnd(12)} ${(ms / 1000).toFixed(2)} s  ${perSecond} claims/s  ${(bytes / 1000 / ms).toFixed(1)} MB/s${more}`,
    );
  };
  const adjudicatedMs = clock.adjudicatedMs - clock.takenMs;
  const linesIn = (ms: number): number => Math.round((lines / ms) * 1000);
  const perCore = linesIn(clock.adjudicatedCpu.allMs - clock.takenCpu.allMs);
  /** Core time of a claim: wall-clock time says little on a machine that others use too. */
  const cores = (from: Cpu, until: Cpu): string => {
    const perClaim = (ms: number): string => ((ms * 1000) / claims).toFixed(0);
    return `  ${perClaim(until.allMs - from.allMs)} µs of cores a claim, ${perClaim(until.mainMs - from.mainMs)} of the main thread`;
  };
  const end = cpu();
  tell(`opening      ${(clock.openedMs / 1000).toFixed(2)} s`);
  rate('intake', clock.takenMs - clock.openedMs, cores(clock.openedCpu, clock.takenCpu));
  rate('adjudicate', adjudicatedMs, cores(clock.takenCpu, clock.adjudicatedCpu));
  tell(`             ${linesIn(adjudicatedMs)} priced lines/s, ${perCore} a core`);
  rate('pay, publish', clock.finishedMs - clock.adjudicatedMs, cores(clock.adjudicatedCpu, end));
  rate('the night', clock.finishedMs, cores({ allMs: 0, mainMs: 0 }, end));
}

function cpu(): Cpu {
  const all = process.cpuUsage();
  const main = process.threadCpuUsage();
  return { allMs: (all.user + all.system) / 1000, mainMs: (main.user + main.system) / 1000 };
}

function peakMiB(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
