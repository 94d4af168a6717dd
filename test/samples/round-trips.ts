// Every sample through the loops view and back: `node test/samples/round-trips.ts DIR`, a folder with an INDEX.tsv.
// A file comes back byte for byte, or a finding says why it cannot (uneven spacing, no X12, bytes outside of
// interchanges); a difference without a finding, a document that breaks its schema, or a claim lost fails.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/x12/finding.ts';
import { breaches } from '../translation/schemas.ts';
import { back, translated } from '../translation/translating.ts';
import { readSampleIndex } from './sample-index.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node test/samples/round-trips.ts DIR');

const counts = new Map<string, number>();
const failures: string[] = [];
const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
const started = performance.now();

for (const { path, claims } of readSampleIndex(folder)) {
  const bytes = readFileSync(join(folder, path));
  const there = translated(bytes);
  const wrong = breaches(JSON.parse(there.text), 'x12-remit-loops');
  if (wrong.length > 0) failures.push(`${path}: loops: ${wrong[0]}`);
  // The business views of whatever they can hold.
  for (const view of ['claims', 'remittances'] as const) {
    const { text } = translated(bytes, { view });
    const breach = breaches(JSON.parse(text), `x12-remit-${view}`)[0];
    if (breach !== undefined) failures.push(`${path}: ${view}: ${breach}`);
  }
  translated(bytes, { to: 'xml' });
  translated(bytes, { to: 'csv' });
  const again = returned(there.text);
  if (again === undefined) count('holds no segment that can be read');
  else if (Buffer.from(again.text, 'latin1').equals(bytes)) count('byte for byte');
  else if (reasonOf([...again.findings, ...there.findings]) !== undefined)
    count(`otherwise: ${reasonOf([...again.findings, ...there.findings])}`);
  else failures.push(`${path}: comes back otherwise, and nothing says why (${claims} claims)`);
}

for (const [what, files] of [...counts].sort((one, other) => other[1] - one[1]))
  console.log(`${String(files).padStart(5)}  ${what}`);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
for (const failure of failures) console.log(`FAILED ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Uneven spacing is made even, whatever else is wrong with the file. */
function reasonOf(findings: readonly Finding[]): string | undefined {
  return (findings.find(({ code }) => code === 'TRANSLATE-SPACING') ?? findings[0])?.code;
}

function returned(json: string): ReturnType<typeof back> | undefined {
  try {
    return back(json);
  } catch (error) {
    if ((error as { code?: string }).code === 'TRANSLATE-NO-SEGMENTS') return undefined;
    throw error;
  }
}
