// npm run test:crash: every point at which a night can be killed or a disk can fail. `-- --sample N` takes N points
// of each kind, `--seed S` other ones, `--kinds act,call,full,failing` some kinds. Ends with 1 when anything differs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileShim } from './compile-shim.ts';
import { buildEve } from './crash-night.ts';
import { type CrashBench, countPoints, type Disturbance, disturb, undisturbed } from './disturb.ts';
import { samplePoints } from './sample-points.ts';

const AT_ONCE = 2;
const KINDS = ['act', 'call', 'full', 'failing'] as const;

const { values } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    kinds: { type: 'string', default: KINDS.join(',') },
  },
});
const sample = values.sample === undefined ? Number.POSITIVE_INFINITY : Number(values.sample);
const seed = Number(values.seed);
const wanted = KINDS.filter((kind) => values.kinds.split(',').includes(kind));

const started = process.hrtime.bigint();
const work = mkdtempSync(join(tmpdir(), 'remit-shim-'));
const eve = await buildEve();
const shim = compileShim(work);
const bench: CrashBench = { eve, shim, ...(await undisturbed(eve)) };
say(`a night of ${bench.expected.delivered.length} delivered files, seed ${seed}`);

let failures = 0;
for (const kind of wanted) {
  if (kind !== 'act' && shim === '') {
    say(`${kind}: left out, there is no C compiler for the shim`);
    failures += 1;
    continue;
  }
  const total = await countPoints(bench, kind === 'act' ? 'act' : 'call');
  const points = samplePoints(total, sample, seed);
  const wrong = await eachPoint(kind, points);
  failures += wrong;
  say(`${kind}: ${points.length} of ${total} points, ${wrong} wrong, ${seconds()} s`);
}
rmSync(eve, { recursive: true, force: true });
rmSync(work, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;

async function eachPoint(kind: Disturbance['kind'], points: readonly number[]): Promise<number> {
  let next = 0;
  let wrong = 0;
  const lane = async (): Promise<void> => {
    while (next < points.length) {
      const at = points[next++]!;
      const problems = await disturb(bench, { kind, at });
      if (problems.length > 0) wrong += 1;
      for (const problem of problems) say(`  ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return wrong;
}

function seconds(): string {
  return (Number(process.hrtime.bigint() - started) / 1e9).toFixed(0);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
