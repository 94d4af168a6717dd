import { Worker } from 'node:worker_threads';
import type { Sample } from './sample-index.ts';
import type { Validated } from './validating-worker.ts';

const TIMEOUT_MS = 20_000;

/** Validates every sample, one after the other; one that does not end in time is stopped and comes out as `hang`. */
export async function validateSamples(folder: string, samples: readonly Sample[]): Promise<Validated[]> {
  const results: Validated[] = [];
  let worker = start(folder);
  for (const { path } of samples) {
    const result = await ask(worker, path);
    results.push(result);
    if (result.outcome !== 'hang') continue;
    await worker.terminate();
    worker = start(folder);
  }
  await worker.terminate();
  return results;
}

/**
 * Violations of "ends by itself, and accounts for every CLM of the index". A file without any ISA is unreadable: its
 * delimiters and so its segments are unknown.
 */
export function validationViolations(samples: readonly Sample[], results: readonly Validated[]): string[] {
  return samples.flatMap(({ path, interchanges, claims }, index) => {
    const result = results[index]!;
    if (result.thrown !== undefined) return [`${path}: ${result.outcome}: ${result.thrown}`];
    const violations: string[] = [];
    const { claimsSeen, claimsRead, claimsRefused, outcome } = result;
    const hasNoIsa = outcome === 'unreadable' && interchanges === 0;
    if (claimsSeen !== claims && !hasNoIsa) {
      violations.push(`${path}: ${claimsSeen} claims seen, ${claims} in the index (${outcome})`);
    }
    if (claimsSeen !== claimsRead + claimsRefused) violations.push(`${path}: seen is not read + refused`);
    return violations;
  });
}

export function printValidation(samples: readonly Sample[], results: readonly Validated[]): void {
  const sum = (pick: (result: Validated) => number): number =>
    results.reduce((total, each) => total + pick(each), 0);
  for (const outcome of ['accepted', 'partly', 'rejected', 'unreadable', 'crash', 'hang']) {
    const files = results.filter((result) => result.outcome === outcome);
    const claims = files.reduce((total, { claimsSeen }) => total + claimsSeen, 0);
    if (files.length > 0) console.log(`  ${outcome.padEnd(12)} ${files.length} files, ${claims} claims`);
  }
  console.log(
    `  claims       ${sum((each) => each.claimsSeen)} seen = ${sum((each) => each.claimsRead)} read + ${sum((each) => each.claimsRefused)} refused`,
  );
  const lost = samples.filter(({ claims }, index) => results[index]!.outcome === 'unreadable' && claims > 0);
  const lostClaims = lost.reduce((total, { claims }) => total + claims, 0);
  console.log(`  no ISA       ${lost.length} of the unreadable files hold ${lostClaims} CLM by the index`);
}

function start(folder: string): Worker {
  return new Worker(new URL('./validating-worker.ts', import.meta.url), { workerData: { folder } });
}

function ask(worker: Worker, path: string): Promise<Validated> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      worker.off('message', done);
      const thrown = `not done after ${TIMEOUT_MS} ms`;
      resolve({
        path,
        outcome: 'hang',
        claimsSeen: 0,
        claimsRead: 0,
        claimsRefused: 0,
        refusals: [],
        unbalanced: 0,
        thrown,
      });
    }, TIMEOUT_MS);
    const done = (result: Validated): void => {
      clearTimeout(timer);
      worker.off('error', reject);
      resolve(result);
    };
    worker.once('message', done);
    worker.once('error', reject);
    worker.postMessage(path);
  });
}
