// Run as a process of its own, with the shim loaded where there is one: takes points one message after the other and
// answers each with what is wrong. A night is disturbed and run again without a new process for each: a killed process
// leaves what is below its data root at that moment, so a copy made ahead of the call is what a kill would leave.
import { execFileSync } from 'node:child_process';
import {
  accessSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Day, readDay, type WorkplaceOptions } from '../../src/batch/workplace.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { Fault } from '../../src/x12/fault.ts';
import { countFileCalls, countStoreActs } from './counted-acts.ts';
import { copyOfEve, rootAt, runNight, settingsAt } from './crash-night.ts';
import { type Disturbance, differences, wrongEnd } from './disturb.ts';
import { collectOutbox, type Footprint, footprint } from './footprint.ts';

/** What a lane is told: the night's eve and end first, then points of one kind. */
export type LaneOrder =
  | { readonly eve: string; readonly expected: Footprint; readonly exitCode: number }
  | { readonly kind: Disturbance['kind']; readonly points: readonly number[] }
  | { readonly count: 'act' | 'call' };

export type LaneAnswer = { readonly problems: readonly string[] } | { readonly count: number };

const ERRNO = { full: 28, failing: 5 } as const;
let eve = '';
let expected: Footprint = { store: [], files: [], delivered: [] };
let exitCode = 0;

let acts = 0;
let isCounting = false;
let copyAt: ReadonlySet<number> = new Set();
let copyTo = (_act: number): void => {};

countFileCalls(before);

function before(): void {
  if (!isCounting) return;
  acts += 1;
  if (!copyAt.has(acts)) return;
  isCounting = false;
  copyTo(acts);
  isCounting = true;
}

process.on('message', (order: LaneOrder) => {
  void obey(order).then((answer) => answer && process.send!(answer));
});

async function obey(order: LaneOrder): Promise<LaneAnswer | undefined> {
  if ('eve' in order) {
    ({ eve, expected, exitCode } = order);
    return undefined;
  }
  if ('count' in order) return { count: await countOf(order.count) };
  const { kind, points } = order;
  if (kind === 'act' || kind === 'call') return { problems: await killedAt(kind, points) };
  const problems: string[] = [];
  for (const at of points) problems.push(...(await failedAt(kind, at)));
  return { problems };
}

/** Specs and imports are those of the eve in every night: reading them was half of the work. */
const days = new Map<string, Day>();
function dayOnce(options: WorkplaceOptions): Day {
  const key = JSON.stringify([options.specs, options.imports]);
  const day = days.get(key) ?? readDay(options);
  days.set(key, day);
  return day;
}

/** Orders to the shim are looks for files that are not there. */
function tellShim(order: string): void {
  accessSync(`/fault-shim/${order}`);
}

async function countOf(kind: 'act' | 'call'): Promise<number> {
  return inCopy(async (folder) => {
    const counted = join(folder, 'count');
    if (kind === 'call') tellShim(`arm 0 0 ${rootAt(folder).path}`);
    await countedNight(folder);
    if (kind === 'act') return acts;
    tellShim(`count ${counted}`);
    return Number(readFileSync(counted, 'utf8'));
  });
}

async function countedNight(folder: string): Promise<void> {
  acts = 0;
  isCounting = true;
  try {
    await runNight(settingsAt(folder), undefined, {
      readDay: dayOnce,
      openStore: (path) => countStoreActs(openSqliteStore(path), before),
    });
  } finally {
    isCounting = false;
  }
}

/** One night copied ahead of each of the points, and each copy run again. */
async function killedAt(kind: 'act' | 'call', points: readonly number[]): Promise<string[]> {
  const copies = mkdtempSync(join(tmpdir(), 'remit-killed-'));
  try {
    await inCopy(async (folder) => {
      const { path } = rootAt(folder);
      if (kind === 'act') {
        copyAt = new Set(points);
        copyTo = (act) => void execFileSync('cp', ['-a', path, join(copies, String(act))]);
      } else {
        writeFileSync(join(copies, 'points'), points.join('\n'));
        tellShim(`copy ${copies} ${path}`);
      }
      await countedNight(folder);
      copyAt = new Set();
      if (kind === 'call') tellShim('rest');
    });
    const problems: string[] = [];
    for (const at of points) {
      const folder = join(copies, `at-${at}`);
      mkdirSync(folder);
      renameSync(join(copies, String(at)), rootAt(folder).path);
      problems.push(...(await runAgain(folder, `${kind} ${at}`)));
      rmSync(folder, { recursive: true });
    }
    return problems;
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}

/** A night on a disk that is full, or fails, from the n-th call on. */
async function failedAt(kind: 'full' | 'failing', at: number): Promise<string[]> {
  return inCopy(async (folder) => {
    const { path } = rootAt(folder);
    tellShim(`arm ${at} ${ERRNO[kind]} ${path}`);
    const end = { code: 0, signal: null, out: '', err: '' };
    try {
      end.code = (await runNight(settingsAt(folder), undefined, { readDay: dayOnce })).exitCode;
    } catch (error) {
      end.code = error instanceof Fault ? error.exitCode : 1;
      end.err = error instanceof Fault ? `${error.code} ${error.message}` : String(error);
    } finally {
      tellShim('rest');
    }
    const place = `${kind} ${at}`;
    const wrong = wrongEnd({ kind, at }, end, path).map((problem) => `${place}: ${problem}`);
    return [...wrong, ...(await runAgain(folder, `${place} (${end.err})`))];
  });
}

/** The partner takes what lies there, the night is run again, and both together are what they would have been. */
async function runAgain(folder: string, place: string): Promise<string[]> {
  const root = rootAt(folder);
  const collected = existsSync(root.outbox) ? collectOutbox(root) : [];
  const again = await runNight(settingsAt(folder), undefined, { readDay: dayOnce });
  const problems =
    again.nothingToDo || again.exitCode === exitCode
      ? []
      : [`the night run again ended with ${again.exitCode}`];
  problems.push(...differences(expected, footprint(root, collected)));
  return problems.map((problem) => `${place}: ${problem}`);
}

async function inCopy<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = copyOfEve(eve);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
