import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type RunProgress, runBatch } from '../../src/batch/run.ts';
import { settingsFrom } from '../../src/batch/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Truth } from './generate-837.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SPECS = fileURLToPath(new URL('../../specs', import.meta.url));
const MEBIBYTE = 2 ** 20;

interface Night {
  readonly type: 'P' | 'I';
  readonly megabytes: number;
  readonly workers: number;
  readonly claimsPerSet: number;
  readonly members: number;
  readonly providers: number;
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
};
const { file, reference, truth } = generated(night);
const root = mkdtempSync(join(tmpdir(), 'x12-remit-night-'));
try {
  execFileSync(process.execPath, [join(HERE, 'prepare-night.ts'), root, reference, file], {
    stdio: 'inherit',
  });
  process.exitCode = await measure(night, root, truth);
} finally {
  if (values.keep) console.log(`data root    ${root}`);
  else rmSync(root, { recursive: true, force: true });
}

/** The file of these options, made once in the temporary folder of the system. */
function generated(options: Night): { file: string; reference: string; truth: Truth } {
  const { type, megabytes, claimsPerSet, members, providers } = options;
  const name = [type, megabytes, claimsPerSet, members, providers].join('-');
  const folder = join(tmpdir(), 'x12-remit-bench', name);
  const file = join(folder, 'claims.837');
  const truthPath = `${file}.truth.json`;
  if (!existsSync(truthPath)) {
    mkdirSync(folder, { recursive: true });
    const shape = ['--type', type, '--mb', String(megabytes), '--per-st', String(claimsPerSet)];
    const people = ['--members', String(members), '--providers', String(providers)];
    const script = join(HERE, 'generate-837.ts');
    execFileSync(process.execPath, [script, ...shape, ...people, '--out', file, '--reference', folder], {
      stdio: 'ignore',
    });
  }
  return { file, reference: folder, truth: JSON.parse(readFileSync(truthPath, 'utf8')) as Truth };
}

async function measure(options: Night, dataRoot: string, truth: Truth): Promise<number> {
  const settings = settingsFrom(
    { dataRoot, specs: SPECS, partners: ['harborclear'], workers: options.workers, settleSeconds: 0 },
    'the bench',
    SPECS,
  );
  const startMs = performance.now();
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
  printRates(options, clock, truth);
  const store = openSqliteStore(join(dataRoot, 'remit.db'));
  const batches = await store.batches({});
  const counts = await store.countClaims({});
  await store.close();
  console.log(
    `peak memory  ${peakMiB()} MiB (open ${clock.openedMiB}, after intake ${clock.takenMiB}, after adjudicate ${clock.adjudicatedMiB})`,
  );
  const databaseMiB = statSync(join(dataRoot, 'remit.db')).size / MEBIBYTE;
  console.log(
    `database     ${databaseMiB.toFixed(1)} MiB, ${((databaseMiB * MEBIBYTE) / truth.bytes).toFixed(2)} x the input`,
  );
  console.log(`published    ${report.published.length} files`);
  for (const { state, claims } of counts) console.log(`${state.padEnd(12)} ${claims} claims`);
  for (const batch of batches) console.log(`books        ${batch.stage} ${batch.state}: ${batch.books}`);
  const seen = counts.reduce((sum, count) => sum + count.claims, 0);
  const isRight =
    report.exitCode !== 4 && seen === truth.claims && batches.every(({ state }) => state === 'closed');
  console.log(isRight ? 'books closed: yes' : `books closed: NO (${seen} of ${truth.claims} claims)`);
  return isRight ? 0 : 1;
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
  console.log(`837${type}, ${megabytes} MB, ${claims} claims, ${workers} workers`);
  const rate = (name: string, ms: number, more = ''): void => {
    const perSecond = Math.round((claims / ms) * 1000);
    console.log(
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
  console.log(`opening      ${(clock.openedMs / 1000).toFixed(2)} s`);
  rate('intake', clock.takenMs - clock.openedMs, cores(clock.openedCpu, clock.takenCpu));
  rate('adjudicate', adjudicatedMs, cores(clock.takenCpu, clock.adjudicatedCpu));
  console.log(`             ${linesIn(adjudicatedMs)} priced lines/s, ${perCore} a core`);
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
