import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readChunks } from '../batch/archive.ts';
import { cutClaim } from '../batch/cut-claim.ts';
import { diffRemittances } from '../batch/diff-remittances.ts';
import { type InspectedSegment, inspectFile } from '../batch/inspect-file.ts';
import { readInstant } from '../batch/instant.ts';
import { maskText } from '../batch/mask-segment.ts';
import { queryExtract } from '../batch/query-extract.ts';
import { type GuideCatalogue, loadGuides } from '../guide/guide-catalogue.ts';
import { Fault } from '../x12/fault.ts';
import { nowText } from './clock.ts';
import { findingLines } from './finding-lines.ts';
import { shippedSpecs } from './shipped-specs.ts';
import { printTable } from './table.ts';
import { columns, isTerminal, note, print, strong } from './terminal.ts';
import type { InspectFlags } from './verbs/inspect.ts';

/** In a pipe. */
const COLUMNS = ['set', 'ordinal', 'offset', 'line', 'loop', 'name', 'segment', 'findings'];

type Chunks = () => Iterable<Uint8Array>;

export async function inspect(file: string, flags: InspectFlags): Promise<void> {
  expectFitting(flags);
  const open = await sourceOf(file);
  const guides = () => loadGuides(join(flags.specs ?? shippedSpecs(), 'guides'));
  if (flags.diff !== undefined) await showDiff(open, flags.diff, guides(), flags);
  else if (flags.claim !== undefined) await cutOrAsk(open, flags.claim, flags);
  else await showSegments(open, file, guides(), flags);
}

/** A file is read twice; standard input only once, so it is kept. */
async function sourceOf(file: string): Promise<Chunks> {
  if (file !== '-') return () => readChunks(file);
  const bytes = await buffer(process.stdin);
  return () => [bytes];
}

async function showSegments(
  open: Chunks,
  file: string,
  guides: GuideCatalogue,
  flags: InspectFlags,
): Promise<void> {
  const { date: receivedDate } = readInstant(flags.asOf ?? nowText(), 'UTC');
  const isWanted = flags.at === undefined ? () => true : placeTest(flags.at);
  const hasColumns = !flags.json && flags.at === undefined && !isTerminal();
  if (hasColumns) print(COLUMNS.join('\t'));
  let shown = 0;
  const rows = inspectFile(open, file, { guides, receivedDate, phi: flags.phi ?? false });
  for await (const row of rows) {
    if ('id' in row ? !isWanted(row) : flags.at !== undefined) continue;
    shown += 1;
    if (flags.json) print(JSON.stringify(row));
    else if (!('id' in row)) printFindings(row.findings);
    else printSegment(row, flags.at !== undefined);
    if (flags.at !== undefined) return;
  }
  if (shown === 0) throw nothingThere(flags.at);
}

/** `1234`: the segment over that byte. `0001:17`: the 17th of the set with that ST02; `:17` of the first set. */
function placeTest(at: string): (row: InspectedSegment) => boolean {
  const [, set, ordinal] = /^(.*):(\d+)$/.exec(at) ?? [];
  if (ordinal !== undefined) {
    return (row) => row.ordinal === Number(ordinal) && (set === '' || row.set === set);
  }
  if (!/^\d+$/.test(at)) {
    throw new Fault({
      code: 'USAGE-PLACE',
      message: `"${at}" is no place in a file.`,
      hint: 'Write a byte offset (1234), or SET:ORDINAL (0001:17).',
      exitCode: 2,
    });
  }
  const offset = Number(at);
  return (row) => offset >= row.offsetBytes && offset <= row.offsetBytes + row.lengthBytes;
}

function printSegment(row: InspectedSegment, inFull: boolean): void {
  const { ordinal, offsetBytes, line, loop, name, text, findings, set } = row;
  if (!isTerminal() && !inFull) {
    const codes = findings.map(({ code }) => code).join(' ');
    print([set, ordinal || '', offsetBytes, line, loop, name, text, codes].map(cell).join('\t'));
    return;
  }
  const place = `${ordinal === 0 ? '' : `${ordinal}`.padStart(5)}`.padEnd(6);
  print(`${place}${String(offsetBytes).padStart(9)}  ${strong(loop.padEnd(7))} ${text}`);
  if (name !== '') print(`${' '.repeat(17)}${name}`);
  if (inFull) {
    row.elements.forEach(({ name: element, value }, index) => {
      if (value !== '') print(`    ${row.id}${String(index + 1).padStart(2, '0')}  ${value}  ${element}`);
    });
  }
  printFindings(findings);
}

function cell(value: string | number): string {
  return String(value).replace(/[\t\r\n]/g, ' ');
}

function printFindings(findings: InspectedSegment['findings']): void {
  for (const finding of findings) for (const line of findingLines(finding, columns())) print(line);
}

async function cutOrAsk(open: Chunks, id: string, flags: InspectFlags): Promise<void> {
  const nth = flags.nth ?? 1;
  const { claim, matches } = await cutClaim(open(), id, nth);
  if (claim === undefined) {
    throw new Fault({
      code: 'INSPECT-CLAIM-UNKNOWN',
      message: matches === 0 ? 'No claim of the file has this id.' : `Only ${matches} claims have this id.`,
      hint: 'It is CLM01 or REF*D9 of an 837, CLP01 or CLP07 of an 835.',
      exitCode: 2,
    });
  }
  if (matches > 1) note(`${matches} claims have this id; this is number ${nth} (--nth takes another).`);
  if (flags.query === undefined) {
    process.stdout.write(claim.bytes);
    if (claim.transactionSet === '835')
      note('BPR02 and PLB are of the whole payment: a part does not balance.');
    return;
  }
  const hits = await queryExtract(claim.bytes, flags.query, flags.phi ?? false);
  if (flags.json) for (const hit of hits) print(JSON.stringify(hit));
  else {
    const rows = hits.map(({ reference, value }) => [reference, value]);
    printTable([{ name: 'element' }, { name: 'value' }], rows);
  }
}

async function showDiff(
  open: Chunks,
  other: string,
  guides: GuideCatalogue,
  flags: InspectFlags,
): Promise<void> {
  const diff = await diffRemittances(open(), readChunks(other), guides);
  const differences = diff.differences.map((each) =>
    flags.phi ? each : { ...each, patientControlNumber: maskText(each.patientControlNumber) },
  );
  if (flags.json) {
    for (const difference of differences) print(JSON.stringify(difference));
  } else if (differences.length > 0) {
    printTable(
      ['payment', 'claim number', 'patient account', 'what', 'first', 'second'].map((name) => ({ name })),
      differences.map((each) => [
        each.traceNumber,
        each.claimNumber,
        each.patientControlNumber,
        each.what,
        each.left,
        each.right,
      ]),
    );
  }
  if (diff.differencesNotListed > 0) note(`… and ${diff.differencesNotListed} more differences`);
  const count = `${diff.claimsLeft} and ${diff.claimsRight} claims`;
  note(diff.same ? `${count}: both files say the same.` : `${count}: the files differ.`);
}

function expectFitting({ at, claim, query, nth, diff }: InspectFlags): void {
  const given = [at, claim, diff].filter((flag) => flag !== undefined).length;
  const wrong =
    given > 1
      ? '--at, --claim and --diff do not go together'
      : claim === undefined && (query !== undefined || nth !== undefined)
        ? '--query and --nth go with --claim'
        : '';
  if (wrong === '') return;
  throw new Fault({ code: 'USAGE-FLAGS', message: wrong, hint: 'See `remit inspect --help`.', exitCode: 2 });
}

function nothingThere(at: string | undefined): Fault {
  return new Fault({
    code: 'INSPECT-NOTHING',
    message: at === undefined ? 'The file holds no segment that can be read.' : `Nothing stands at ${at}.`,
    hint: '`remit validate` says what the file is.',
    exitCode: 2,
  });
}
