import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ClaimToPrice, packClaimsToPrice, toPrice } from '../../src/batch/claims-to-price.ts';
import { dataRootAt } from '../../src/batch/data-root.ts';
import { runBatch } from '../../src/batch/run.ts';
import { settingsFrom } from '../../src/batch/settings.ts';
import { openWorkerPool, type WorkerPool } from '../../src/batch/worker-pool.ts';
import { openWorkplace, workplaceOptions } from '../../src/batch/workplace.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { medianOf } from './measure.ts';
import { prepareRoot } from './night-files.ts';

// The parallel part of a night, claims read again and priced by workers, on one thread and on two: by the clock, because
// that is what a second core is for. Usage: second-core.ts [--mb 10] [--rounds 5] [--members N] [--providers N]

const SPECS = fileURLToPath(new URL('../../specs', import.meta.url));
const PARCEL_CLAIMS = 200;
/** Rounds until the threads have compiled what they do. */
const WARMING = 3;
const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '5' },
    members: { type: 'string', default: '20000' },
    providers: { type: 'string', default: '1000' },
  },
});
const root = mkdtempSync(join(tmpdir(), 'x12-remit-second-'));
try {
  prepareRoot(root, {
    ...{ type: 'P', workers: 2, claimsPerSet: 100, history: 0 },
    megabytes: Number(values.mb),
    members: Number(values.members),
    providers: Number(values.providers),
  });
  console.log(JSON.stringify(await compare(Number(values.rounds))));
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function compare(rounds: number): Promise<{ readonly claims: number; readonly ratio: number }> {
  const settings = settingsFrom(
    { dataRoot: root, specs: SPECS, partners: ['harborclear'], workers: 2, settleSeconds: 0 },
    'the bench',
    SPECS,
  );
  const asOf = '2025-11-03T20:00:00-08:00';
  const unchangedBeforeMs = Number.POSITIVE_INFINITY;
  await runBatch({ settings, asOf, pay: 'now', stages: ['intake'], unchangedBeforeMs });
  const store = openSqliteStore(join(root, 'remit.db'), { readOnly: true });
  const options = await workplaceOptions(settings, dataRootAt(root), store);
  const workplace = openWorkplace(options);
  const ids = await store.claimsToDecide('91051');
  const parcels: ClaimToPrice[][] = [];
  for (let from = 0; from < ids.length; from += PARCEL_CLAIMS) {
    const rows = await store.claimsToPrice([...ids.subarray(from, from + PARCEL_CLAIMS)]);
    parcels.push(rows.map((row) => toPrice(row, '20251103', [])));
  }
  await store.close();
  const pools = [1, 2].map((count) => openWorkerPool(count, options, workplace));
  const ratios: number[] = [];
  for (let round = -WARMING; round < rounds; round += 1) {
    const one = await timed(pools[0]!, parcels);
    const two = await timed(pools[1]!, parcels);
    if (round >= 0) ratios.push(one / two);
  }
  for (const pool of pools) await pool.close();
  workplace.close();
  return { claims: ids.length, ratio: medianOf(ratios) };
}

async function timed(pool: WorkerPool, parcels: readonly ClaimToPrice[][]): Promise<number> {
  const from = performance.now();
  const running: Promise<unknown>[] = [];
  for (const claims of parcels) {
    await pool.ready();
    running.push(pool.run({ kind: 'price', claims: packClaimsToPrice(claims) }));
  }
  await Promise.all(running);
  return performance.now() - from;
}
