import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyOfEve, rootAt, runNight, settingsAt } from './crash-night.ts';
import { collectOutbox, type Footprint, footprint } from './footprint.ts';

const CHILD = join(import.meta.dirname, 'night-child.ts');
const EX_IOERR = 74;
const EX_TEMPFAIL = 75;

/** One way of disturbing a night. */
export type Disturbance =
  /** SIGKILL before the n-th file call or act of the store. */
  | { readonly kind: 'act'; readonly at: number }
  /** SIGKILL before the n-th call of the process that changes a file, SQLite's included. */
  | { readonly kind: 'call'; readonly at: number }
  /** From the n-th call on the disk is full, or fails. */
  | { readonly kind: 'full' | 'failing'; readonly at: number };

/** The eve, the undisturbed night's footprint, and how to spoil a night. */
export interface CrashBench {
  readonly eve: string;
  readonly expected: Footprint;
  readonly exitCode: number;
  /** The preload shim; '' where no C compiler is. */
  readonly shim: string;
}

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export async function undisturbed(eve: string): Promise<Pick<CrashBench, 'expected' | 'exitCode'>> {
  const folder = copyOfEve(eve);
  try {
    const report = await runNight(settingsAt(folder));
    return { expected: footprint(rootAt(folder)), exitCode: report.exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many points there are of a kind, counted in a night of its own. */
export async function countPoints(bench: CrashBench, kind: 'act' | 'call'): Promise<number> {
  const folder = copyOfEve(bench.eve);
  const counted = join(folder, 'count');
  try {
    const end = await nightInChild(folder, kind === 'act' ? [] : ['0', bench.shim, '', counted]);
    if (end.code !== bench.exitCode) throw new Error(`the counted night ended with ${end.code}: ${end.err}`);
    return Number(kind === 'act' ? end.out : readFileSync(counted, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Disturbs a night, lets every partner empty its outbox, runs the night again and compares. Returns what is wrong,
 * nothing when all is well.
 */
export async function disturb(bench: CrashBench, disturbance: Disturbance): Promise<string[]> {
  const folder = copyOfEve(bench.eve);
  const root = rootAt(folder);
  try {
    const end = await nightInChild(folder, childArguments(bench, disturbance));
    const place = `${disturbance.kind} ${disturbance.at} (${(end.out + end.err).split('\n')[0]})`;
    const problems = wrongEnd(disturbance, end, root.path).map((problem) => `${place}: ${problem}`);
    const collected = existsSync(root.outbox) ? collectOutbox(root) : [];
    const again = await runNight(settingsAt(folder));
    if (!again.nothingToDo && again.exitCode !== bench.exitCode)
      problems.push(`${place}: the night run again ended with ${again.exitCode}`);
    problems.push(
      ...differences(bench.expected, footprint(root, collected)).map((each) => `${place}: ${each}`),
    );
    return problems;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function childArguments({ shim }: CrashBench, { kind, at }: Disturbance): string[] {
  switch (kind) {
    case 'act':
      return [String(at)];
    case 'call':
      return ['0', shim, `${at} 0`];
    case 'full':
      return ['0', shim, `${at} 28`];
    case 'failing':
      return ['0', shim, `${at} 5`];
  }
}

/** A killed night was killed; one on a failing disk says where, and ends with the code for it. */
export function wrongEnd({ kind }: Disturbance, end: ChildEnd, rootPath: string): string[] {
  if (kind === 'act' || kind === 'call')
    return end.signal === 'SIGKILL' ? [] : [`ended with ${end.code} instead of being killed`];
  // A fault in the very last calls (a log that is cleared when the store closes) harms nothing.
  if (end.code === 0 || end.code === 3) return [];
  const problems: string[] = [];
  const message = end.err.split('\n').find((line) => /^[A-Z]+-[A-Z-]+ /.test(line)) ?? '';
  if (!message.includes(rootPath)) problems.push(`the message names no path: ${end.err.trim()}`);
  if (end.code !== (kind === 'full' ? EX_TEMPFAIL : EX_IOERR))
    problems.push(`ended with ${end.code}: ${end.err.trim()}`);
  return problems;
}

export function differences(expected: Footprint, seen: Footprint): string[] {
  return (['store', 'files', 'delivered'] as const).flatMap((part) => {
    const left = new Map<string, number>();
    for (const line of expected[part]) left.set(line, (left.get(line) ?? 0) + 1);
    const extra: string[] = [];
    for (const line of seen[part]) {
      const count = left.get(line) ?? 0;
      if (count === 0) extra.push(line);
      else left.set(line, count - 1);
    }
    const missing = [...left].filter(([, count]) => count > 0).map(([line]) => line);
    return [
      ...missing.slice(0, 3).map((line) => `${part} lacks ${line.slice(0, 160)}`),
      ...extra.slice(0, 3).map((line) => `${part} has ${line.slice(0, 160)}`),
    ];
  });
}

/** The night in a process of its own. With a shim, the file system below the data root is disturbed as it says. */
async function nightInChild(
  folder: string,
  [killAt = '0', shim = '', fault = '', countFile = '']: string[],
): Promise<ChildEnd> {
  const [at = '0', kind = '0'] = fault.split(' ');
  const disturbed = {
    LD_PRELOAD: shim,
    FAULT_ROOT: join(folder, 'data'),
    FAULT_AT: at,
    FAULT_KIND: kind,
    ...(countFile === '' ? {} : { FAULT_COUNT: countFile }),
  };
  const child = spawn(process.execPath, [CHILD, folder, killAt], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...(shim === '' ? {} : disturbed) },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, out, err };
}
