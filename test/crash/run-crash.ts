// npm run test:crash: every point at which a night can be killed or a disk can fail. `-- --sample N` takes N points
// of each kind, `--seed S` other ones, `--kinds act,call,full,failing` some kinds, `--processes` a process of its own
// for each point, truly killed. Ends with 1 when anything differs.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileShim } from './compile-shim.ts';
import { buildEve } from './crash-night.ts';
import { type CrashBench, countPoints, type Disturbance, disturb, undisturbed } from './disturb.ts';
import type { LaneAnswer, LaneOrder } from './lane.ts';
import { samplePoints } from './sample-points.ts';

const AT_ONCE = 2;
/** Points a lane is given at a time: it keeps a copy of the data root for each. */
const PORTION = 20;
const KINDS = ['act', 'call', 'full', 'failing'] as const;
const MEMORY_FOLDER = '/dev/shm';

const { values } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    kinds: { type: 'string', default: KINDS.join(',') },
    processes: { type: 'boolean', default: false },
  },
});
const sample = values.sample === undefined ? Number.POSITIVE_INFINITY : Number(values.sample);
const seed = Number(values.seed);
const wanted = KINDS.filter((kind) => values.kinds.split(',').includes(kind));

const started = process.hrtime.bigint();
useMemoryFolder();
const work = mkdtempSync(join(tmpdir(), 'remit-shim-'));
const eve = await buildEve();
const shim = compileShim(work);
const bench: CrashBench = { eve, shim, ...(await undisturbed(eve)) };
const lanes = values.processes ? [] : await openLanes();
say(`a night of ${bench.expected.delivered.length} delivered files, seed ${seed}`);

let failures = 0;
for (const kind of wanted) {
  if (kind !== 'act' && shim === '') {
    say(`${kind}: left out, there is no C compiler for the shim`);
    failures += 1;
    continue;
  }
  const counted = kind === 'act' ? 'act' : 'call';
  const total = values.processes ? await countPoints(bench, counted) : await countInLane(counted);
  const points = samplePoints(total, sample, seed);
  const wrong = await eachPoint(kind, points);
  failures += wrong;
  say(`${kind}: ${points.length} of ${total} points, ${wrong} wrong, ${seconds()} s`);
}
for (const lane of lanes) lane.disconnect();
rmSync(eve, { recursive: true, force: true });
rmSync(work, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;

/** Syncs to a real disk would be most of the time, and prove nothing: the page cache outlives a killed process. */
function useMemoryFolder(): void {
  try {
    accessSync(MEMORY_FOLDER, constants.W_OK);
    process.env.TMPDIR = MEMORY_FOLDER;
  } catch {
    // Then it is the usual folder.
  }
}

async function openLanes(): Promise<ChildProcess[]> {
  const env = { ...process.env, NODE_NO_WARNINGS: '1', ...(shim !== '' && { LD_PRELOAD: shim }) };
  return Array.from({ length: AT_ONCE }, () => {
    const lane = fork(join(import.meta.dirname, 'lane.ts'), [], {
      env,
      stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
    });
    lane.send({ eve, expected: bench.expected, exitCode: bench.exitCode } satisfies LaneOrder);
    return lane;
  });
}

async function ask(lane: ChildProcess, order: LaneOrder): Promise<LaneAnswer> {
  const end = new AbortController();
  const died = once(lane, 'exit', { signal: end.signal }).then(([code]) => {
    throw new Error(`a lane ended with ${code}`);
  });
  lane.send(order);
  try {
    const [answer] = (await Promise.race([once(lane, 'message', { signal: end.signal }), died])) as [
      LaneAnswer,
    ];
    return answer;
  } finally {
    died.catch(() => {});
    end.abort();
  }
}

async function countInLane(kind: 'act' | 'call'): Promise<number> {
  const answer = await ask(lanes[0]!, { count: kind });
  if ('count' in answer) return answer.count;
  throw new Error('a lane was asked to count');
}

async function eachPoint(kind: Disturbance['kind'], points: readonly number[]): Promise<number> {
  let next = 0;
  const wrong = new Set<string>();
  const tell = (problems: readonly string[]): void => {
    for (const problem of problems) {
      // A problem begins with its point.
      wrong.add(problem.split(/[(:]/)[0]!);
      say(`  ${problem}`);
    }
  };
  const inLane = async (lane: ChildProcess): Promise<void> => {
    while (next < points.length) {
      const portion = points.slice(next, next + PORTION);
      next += PORTION;
      const answer = await ask(lane, { kind, points: portion });
      if ('problems' in answer) tell(answer.problems);
    }
  };
  const inProcesses = async (): Promise<void> => {
    while (next < points.length) tell(await disturb(bench, { kind, at: points[next++]! }));
  };
  await Promise.all(
    values.processes ? Array.from({ length: AT_ONCE }, inProcesses) : lanes.map((lane) => inLane(lane)),
  );
  return wrong.size;
}

function seconds(): string {
  return (Number(process.hrtime.bigint() - started) / 1e9).toFixed(0);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
