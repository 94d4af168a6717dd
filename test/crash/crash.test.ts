import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileShim } from './compile-shim.ts';
import { buildEve } from './crash-night.ts';
import { type CrashBench, countPoints, type Disturbance, disturb, undisturbed } from './disturb.ts';
import { samplePoints } from './sample-points.ts';

/** A few points of each kind; `npm run test:crash` takes all of them. On a busy machine each takes seconds. */
const PATIENCE_MS = 240_000;
const SEED = 20251105;
const POINTS = { act: 3, call: 1, full: 1, failing: 1 } as const;

const work = mkdtempSync(join(tmpdir(), 'remit-shim-'));
const shim = compileShim(work);
let bench: CrashBench;

beforeAll(async () => {
  const eve = await buildEve();
  bench = { eve, shim, ...(await undisturbed(eve)) };
}, PATIENCE_MS);

afterAll(() => {
  for (const folder of [work, bench.eve]) rmSync(folder, { recursive: true, force: true });
});

describe('the night that is killed', () => {
  test('has more than fifty claims, corrections, voids, and credits taken and left', () => {
    const rows = (table: string): unknown[][] =>
      bench.expected.store
        .filter((line) => line.startsWith(`${table} `))
        .map((line) => JSON.parse(line.slice(table.length + 1)) as unknown[]);
    const runs = rows('run').filter((row) => row.includes('2025-11-05T20:00:00-08:00'));
    const batches = rows('batch').filter(
      ([, runId, stage]) => runId === runs[0]![0] && stage === 'adjudicate',
    );
    const decisions = rows('decision').filter(([, , , batchId]) => batches.some(([id]) => id === batchId));
    expect(decisions.length).toBeGreaterThan(50);
    const acts = decisions.map((row) =>
      row.find((value) => /^(decide|replace|void|record)$/.test(String(value))),
    );
    expect(new Set(acts)).toEqual(new Set(['decide', 'replace', 'void', 'record']));
    const forwards = rows('ledger_entry').map((row) => JSON.stringify(row));
    expect(forwards.length).toBeGreaterThan(50);
    expect(bench.expected.delivered.some((line) => line.includes('_835_'))).toBe(true);
    expect(bench.expected.files.some((line) => line.startsWith('quarantine/harborclear/z-text.x12 '))).toBe(
      true,
    );
    expect(bench.expected.files.some((line) => line.startsWith('duplicate/harborclear/z-night.x12 '))).toBe(
      true,
    );
    expect(bench.expected.files.some((line) => line.startsWith('inbox/pinebilling/z-held.x12 '))).toBe(true);
  });
});

test(
  'killed before a file call or an act of the store, the night run again comes to the same end',
  async () => {
    expect(await spoiled('act', await countPoints(bench, 'act'))).toEqual([]);
  },
  PATIENCE_MS,
);

test.skipIf(shim === '')(
  'killed before a call of the whole process, or out of room, or with a failing disk: the same end',
  async () => {
    const total = await countPoints(bench, 'call');
    expect(total).toBeGreaterThan(500);
    expect(await spoiled('call', total)).toEqual([]);
    expect(await spoiled('full', total)).toEqual([]);
    expect(await spoiled('failing', total)).toEqual([]);
  },
  PATIENCE_MS,
);

async function spoiled(kind: Disturbance['kind'], total: number): Promise<string[]> {
  const points = samplePoints(total, POINTS[kind], SEED);
  return (await Promise.all(points.map((at) => disturb(bench, { kind, at })))).flat();
}
