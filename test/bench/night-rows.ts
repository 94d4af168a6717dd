import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareInsert } from './bare-insert.ts';
import type { LookUps } from './look-ups.ts';
import { medianOf } from './measure.ts';
import type { NightFigures } from './night.ts';
import { nightFile } from './night-files.ts';
import type { Row } from './row.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** More claims than any generated file has: one set holds them all. */
const ONE_SET = 1_000_000_000;
const MUST_MIB = 500;
const AIM_MIB = 300;

export interface NightSizes {
  /** Megabytes of the nights that are held against one another; the last is the night of the first rows. */
  readonly megabytes: readonly [number, ...number[]];
  readonly rounds: number;
  readonly members: number;
  readonly providers: number;
  /** Claims of earlier nights for the row on history. */
  readonly history: number;
  /** Megabytes of the nights with one set and with a history, and of the claims for two workers; 0: none. */
  readonly compared: number;
}

interface MeasuredNight extends NightFigures {
  readonly megabytes: number;
}

/** The night, all durable, against what is as large: other nights, bare inserts, packages put together. */
export function nightRows(sizes: NightSizes): readonly Row[] {
  const nights = sizes.megabytes.map((megabytes) => night(sizes, megabytes));
  const largest = nights.at(-1)!;
  return [
    ...rateRows(largest, sizes),
    ...growthRows(nights),
    ...memoryRows(nights),
    databaseRow(largest),
    ...(sizes.compared > 0 ? [...comparedRows(sizes, nights), secondCoreRow(sizes)] : []),
    ...lookUpRows(sizes),
  ];
}

function rateRows(night: MeasuredNight, sizes: NightSizes): readonly Row[] {
  const rate = night.claims / night.seconds;
  const naive = naiveNight(night.megabytes, sizes);
  return [
    {
      name: `the night, ${night.megabytes} MB`,
      against: 'the bare insert',
      measured: rate / bareInsert(night.claims).claimsPerSecond,
      unit: '%',
      must: 0.25,
      aim: 0.6,
    },
    {
      name: `the night, ${night.megabytes} MB`,
      against: `x12-parser, decimal.js, better-sqlite3 put together: ${Math.round(naive)} claims/s`,
      measured: rate / naive,
      unit: 'x',
      must: 2,
      aim: 5,
    },
  ];
}

/** By time on the cores: what other programs take does not count. */
function growthRows(nights: readonly MeasuredNight[]): readonly Row[] {
  return nights.slice(1).map((larger, index): Row => {
    const smaller = nights[index]!;
    const times = larger.coreSeconds / smaller.coreSeconds;
    return {
      name: `cost growth, ${smaller.megabytes} to ${larger.megabytes} MB`,
      against: 'exponent of core time by claims',
      measured: Math.log(times) / Math.log(larger.claims / smaller.claims),
      unit: 'power',
      must: 1.05,
      aim: 1.02,
      isCeiling: true,
    };
  });
}

function memoryRows(nights: readonly MeasuredNight[]): readonly Row[] {
  const peaks = nights.map(
    ({ megabytes, peakMiB }): Row => ({
      name: `peak memory, ${megabytes} MB`,
      against: `${peakMiB} MiB of ${MUST_MIB}`,
      measured: peakMiB / MUST_MIB,
      unit: '%',
      must: 1,
      aim: AIM_MIB / MUST_MIB,
      isCeiling: true,
    }),
  );
  const growth = nights.slice(1).map((larger, index): Row => {
    const smaller = nights[index]!;
    return {
      name: `peak memory, ${larger.megabytes} MB`,
      against: `that of ${smaller.megabytes} MB`,
      measured: larger.peakMiB / smaller.peakMiB,
      unit: 'x',
      must: 1.8,
      aim: 1.3,
      isCeiling: true,
    };
  });
  return [...peaks, ...growth];
}

function databaseRow({ megabytes, bytes, databaseBytes }: MeasuredNight): Row {
  return {
    name: `database after ${megabytes} MB`,
    against: 'the input',
    measured: databaseBytes / bytes,
    unit: 'x',
    must: 1.5,
    aim: 0.8,
    isCeiling: true,
  };
}

/** The same claims in one set, and after a history: in turn with the plain night, by time on the cores. */
function comparedRows(sizes: NightSizes, nights: readonly MeasuredNight[]): readonly Row[] {
  const oneSet: number[] = [];
  const oneSetIntake: number[] = [];
  const history: number[] = [];
  for (let round = 0; round < sizes.rounds; round += 1) {
    const known = round === 0 ? nights.find(({ megabytes }) => megabytes === sizes.compared) : undefined;
    const plain = known ?? night(sizes, sizes.compared);
    const single = night(sizes, sizes.compared, ['--per-st', String(ONE_SET)]);
    oneSet.push(perClaim(single) / perClaim(plain));
    oneSetIntake.push(intakePerClaim(single) / intakePerClaim(plain));
    if (sizes.history > 0)
      history.push(
        perClaim(night(sizes, sizes.compared, ['--history', String(sizes.history)])) / perClaim(plain),
      );
  }
  const ceiling = { unit: '%', isCeiling: true } as const;
  const rows: Row[] = [
    {
      name: `one set, the night of ${sizes.compared} MB`,
      against: 'sets of 100 claims',
      measured: medianOf(oneSet),
      must: 1.05,
      ...ceiling,
    },
  ];
  // Of a file that is too small nothing is told until it is taken in.
  if (Number.isFinite(medianOf(oneSetIntake)))
    rows.push({
      name: `one set, opening and intake, ${sizes.compared} MB`,
      against: 'sets of 100 claims',
      measured: medianOf(oneSetIntake),
      must: 1.05,
      ...ceiling,
    });
  if (sizes.history === 0) return rows;
  const claims = sizes.history.toLocaleString('en');
  rows.push({
    name: `history, the night of ${sizes.compared} MB`,
    against: `a store without these ${claims} claims`,
    measured: medianOf(history),
    must: 1.3,
    ...ceiling,
  });
  return rows;
}

function secondCoreRow({ compared, rounds, members, providers }: NightSizes): Row {
  const sizes = ['--mb', String(compared), '--rounds', String(Math.max(rounds, 3))];
  const people = ['--members', String(members), '--providers', String(providers)];
  const { ratio } = told<{ readonly ratio: number }>(['second-core.ts', ...sizes, ...people]);
  return {
    name: `pricing on two workers, ${compared} MB`,
    against: 'one worker, by the clock',
    measured: ratio,
    unit: 'x',
    must: 1.6,
    aim: 1.8,
  };
}

function lookUpRows({ history, rounds, members, providers }: NightSizes): readonly Row[] {
  if (history === 0) return [];
  const store = ['--history', String(history), '--rounds', String(Math.max(rounds, 5))];
  const people = ['--members', String(members), '--providers', String(providers)];
  const times = told<LookUps>(['look-ups.ts', ...store, ...people]);
  return (['find', 'status', 'explain'] as const).map((verb) => ({
    name: `remit ${verb}`,
    against: `a store of ${history.toLocaleString('en')} claims, without the start`,
    measured: times[verb],
    unit: 'ms',
    must: 200,
    isCeiling: true,
  }));
}

const perClaim = ({ coreSeconds, claims }: NightFigures): number => coreSeconds / claims;
const intakePerClaim = ({ intakeCoreSeconds, claims }: NightFigures): number =>
  intakeCoreSeconds === null ? Number.NaN : intakeCoreSeconds / claims;

function night(sizes: NightSizes, megabytes: number, more: readonly string[] = []): MeasuredNight {
  const people = ['--members', String(sizes.members), '--providers', String(sizes.providers)];
  const figures = told<NightFigures>(['night.ts', '--json', '--mb', String(megabytes), ...people, ...more]);
  return { megabytes, ...figures };
}

/** Claims a second of the packages put together, on the same file and tables. */
function naiveNight(megabytes: number, { members, providers }: NightSizes): number {
  const plain = { type: 'P', workers: 2, claimsPerSet: 100, history: 0 } as const;
  const { file, reference } = nightFile({ ...plain, megabytes, members, providers });
  const out = mkdtempSync(join(tmpdir(), 'x12-remit-naive-'));
  try {
    const given = ['--file', file, '--reference', reference, '--out', out];
    const { claims, seconds } = told<Pick<NightFigures, 'claims' | 'seconds'>>(['naive-night.ts', ...given]);
    return claims / seconds;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** What a program of this folder prints as its last line, run as the command runs: a small heap that grows slowly. */
function told<T>([script, ...rest]: readonly [string, ...string[]]): T {
  // The packages put together get Node as it comes.
  const flags = script === 'naive-night.ts' ? [] : ['--max-semi-space-size=4', '--heap-growing-percent=40'];
  const printed = execFileSync(process.execPath, [...flags, join(HERE, script), ...rest], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(flags.length > 0 && { MALLOC_ARENA_MAX: '2' }) },
  });
  return JSON.parse(printed.trim().split('\n').at(-1)!) as T;
}
