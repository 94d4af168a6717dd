import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { validateFile } from '../../src/batch/validate-file.ts';
import type { ValidatedFile } from '../../src/batch/validated-file.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { DEFENCES, NOTED_REASONS, VALIDATOR_REASONS } from './peer-reasons.ts';

/** Samples bear dates up to the year they were collected in. */
const RECEIVED = '20261231';

/** Sets and versions that intake refuses by name: counted apart, neither found nor missed. */
const OTHER_SETS = /997|837D|278|27[0-9]x|820|834|837\?/;
const OTHER_VERSIONS = /^(?!005010X(222|223|221|231|214|212)).+|^$/;

interface Row {
  readonly path: string;
  readonly sets: string;
  readonly version: string;
  readonly validity: string;
  readonly expectation: string;
}

const folder = dataFolder();
const guides = loadGuides(fileURLToPath(new URL('../../specs/guides', import.meta.url)));
const rows = readRows(folder);
await reportInvalid(rows.filter(({ validity }) => validity === 'invalid'));
await reportValid(
  'valid',
  rows.filter(({ validity }) => validity === 'valid'),
);
await reportValid(
  'taken by a peer without an error (valid?)',
  rows.filter(({ validity }) => validity === 'valid?'),
);
await reportValid(
  'to be accepted or warned of (lenient)',
  rows.filter(({ validity }) => validity === 'lenient'),
);

async function reportInvalid(invalid: readonly Row[]): Promise<void> {
  let refused = 0;
  let found = 0;
  const missed: string[] = [];
  for (const row of invalid) {
    const validated = await validate(row.path);
    if (isOther(row)) {
      refused += 1;
      continue;
    }
    const { stated, said } = agreementOf(row, validated);
    if (stated === 0 ? validated.findings.length > 0 : said > 0) found += 1;
    else missed.push(`${row.path}: ${row.expectation.slice(0, 90)} (${validated.outcome})`);
    if (stated > said && said > 0)
      missed.push(`  in part: ${row.path}: ${said} of ${stated} kinds of fault stated`);
  }
  console.log(`called invalid by a peer: ${invalid.length}; of sets and versions we refuse: ${refused}`);
  console.log(`  the stated fault is reported in ${found} of the other ${invalid.length - refused}`);
  for (const line of missed) console.log(`  - ${line}`);
}

/** How many kinds of fault the peer states, and how many of them we say. */
function agreementOf(row: Row, { findings }: ValidatedFile): { stated: number; said: number } {
  const listed = join(folder, `${row.path}.expected-errors.txt`);
  const isListed = existsSync(listed);
  const reasons = isListed ? VALIDATOR_REASONS : NOTED_REASONS;
  const lines = isListed
    ? readFileSync(listed, 'latin1')
        .split('\n')
        .filter((line) => line.startsWith('* '))
        .map((line) => line.slice(2))
    : [row.expectation];
  const stated = reasons.filter(({ says }) => lines.some((line) => says.test(line)));
  const said = stated.filter(({ ours }) => findings.some(({ code }) => ours.test(code)));
  return { stated: stated.length, said: said.length };
}

async function reportValid(label: string, valid: readonly Row[]): Promise<void> {
  let refused = 0;
  let accepted = 0;
  const why = new Map<string, string[]>();
  for (const row of valid) {
    const validated = await validate(row.path);
    if (isOther(row)) refused += 1;
    else if (validated.outcome === 'accepted') accepted += 1;
    else {
      const reason = validated.outcome === 'unreadable' ? 'no ISA: a fragment' : defenceOf(validated);
      why.set(reason, [...(why.get(reason) ?? []), row.path]);
    }
  }
  console.log(`called ${label}: ${valid.length}; of sets and versions we refuse: ${refused}`);
  console.log(`  accepted: ${accepted} of the other ${valid.length - refused}`);
  for (const [reason, paths] of [...why].sort((one, other) => other[1].length - one[1].length)) {
    console.log(`  - ${paths.length} refused: ${reason} (${paths[0]})`);
  }
}

/** The first reason that a refusal has, gravest first. */
function defenceOf({ findings }: ValidatedFile): string {
  const refusing = findings.filter(({ severity }) => severity === 'reject');
  for (const [code, words] of DEFENCES) {
    const finding = refusing.find((each) => code.test(each.code));
    if (finding !== undefined) return words;
  }
  return refusing.length === 0 ? 'NO REASON' : `UNARGUED ${refusing[0]!.code}`;
}

function isOther({ sets, version }: Row): boolean {
  return OTHER_SETS.test(sets) || version.split(',').some((each) => OTHER_VERSIONS.test(each) && each !== '');
}

async function validate(path: string): Promise<ValidatedFile> {
  return validateFile([readFileSync(join(folder, path))], path, { guides, receivedDate: RECEIVED });
}

function readRows(data: string): Row[] {
  const [header = '', ...lines] = readFileSync(join(data, 'INDEX.tsv'), 'utf8').trimEnd().split('\n');
  const names = header.split('\t');
  const at = (name: string): number => names.findIndex((each) => each.startsWith(name));
  const [path, sets, version, validity, expectation] = [
    'local path',
    'transaction set',
    'version',
    'validity',
    'peer expectation',
  ].map(at);
  return lines.map((line) => {
    const fields = line.split('\t');
    return {
      path: fields[path!]!,
      sets: fields[sets!]!,
      version: fields[version!]!,
      validity: fields[validity!]!,
      expectation: fields[expectation!]!,
    };
  });
}

function dataFolder(): string {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  if (values.data !== undefined && existsSync(join(values.data, 'INDEX.tsv'))) return values.data;
  console.error('Name the folder of samples, with its INDEX.tsv: npm run agreement -- --data DIR');
  process.exit(2);
}
