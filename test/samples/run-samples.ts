import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nightOfSamples } from './night-of-samples.ts';
import { readSampleIndex } from './sample-index.ts';
import { printValidation, validateSamples, validationViolations } from './validate-samples.ts';

const MOST_PRINTED = 60;

/**
 * `node test/samples/run-samples.ts DIR [--keep]`: validates every file that DIR/INDEX.tsv lists, then runs all its
 * 837 files through the four stages. Exit 1 when anything does not hold, 2 without a folder.
 */
async function main(): Promise<number> {
  const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  if (folder === undefined) {
    console.error('usage: node test/samples/run-samples.ts DIR [--keep]   (DIR has an INDEX.tsv)');
    return 2;
  }
  const samples = readSampleIndex(folder);
  console.log(`validate: ${samples.length} files`);
  const validated = await validateSamples(folder, samples);
  printValidation(samples, validated);
  const violations = validationViolations(samples, validated);

  const claims = samples.filter(({ sets }) => sets.includes('837'));
  const unreadable = new Set(
    validated.filter(({ outcome }) => outcome === 'unreadable').map(({ path }) => join(folder, path)),
  );
  console.log(`run: ${claims.length} files with an 837`);
  const workFolder = mkdtempSync(join(tmpdir(), 'x12-remit-samples-'));
  try {
    violations.push(...(await nightOfSamples(folder, claims, unreadable, workFolder)));
  } finally {
    if (process.argv.includes('--keep')) console.log(`kept in ${workFolder}`);
    else rmSync(workFolder, { recursive: true, force: true });
  }
  console.log(violations.length === 0 ? 'all holds' : `${violations.length} violations`);
  for (const violation of violations.slice(0, MOST_PRINTED)) console.log(`  ${violation}`);
  return violations.length === 0 ? 0 : 1;
}

process.exitCode = await main();
