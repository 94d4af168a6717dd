// node test/fuzz/run-fuzz.ts [--runs N] [--seed S]: more spoiled files than a test run has time for. What breaks a
// promise is written to test/fuzz/corpus/, where the tests read it from then on.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { spoiledFile } from './mutations.ts';
import { brokenPromise } from './totality.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
});
const result = await fc.check(
  fc.asyncProperty(spoiledFile, async (bytes) => (await brokenPromise(bytes)) === ''),
  { numRuns: Number(values.runs), seed: Number(values.seed) },
);
process.stdout.write(`${result.numRuns} files, seed ${result.seed}\n`);
if (result.failed && result.counterexample) {
  const [bytes] = result.counterexample;
  const path = join(import.meta.dirname, 'corpus', `seed-${result.seed}.x12`);
  writeFileSync(path, bytes);
  process.stdout.write(`${await brokenPromise(bytes)}\nkept as ${path}\n`);
  process.exitCode = 1;
}
