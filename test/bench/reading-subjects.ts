import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { X12Parser, type X12Segment } from 'node-x12';
import { validateFile } from '../../src/batch/validate-file.ts';
import type { Claim } from '../../src/claim/claim.ts';
import { ClaimBuilder } from '../../src/claim/claim-builder.ts';
import { rolesOf } from '../../src/claim/loop-role.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { Walker } from '../../src/guide/walker.ts';
import { type InterchangeHandler, InterchangeReader, type TransactionSet } from '../../src/x12/reader.ts';
import type { Segment } from '../../src/x12/segment.ts';
import type { Truth } from './generate-837.ts';

/** Bytes of a chunk as a stream of a file hands it on. */
const CHUNK_BYTES = 64 * 1024;
const RECEIVED = '20261231';
const TERMINATOR = 0x7e;

export type Chunks = readonly Buffer[];

/** What a subject saw, as far as it sees it; held against the truth of the generated file. */
export type Seen = Partial<Pick<Truth, 'segments' | 'claims' | 'lines' | 'chargeCents'>>;

const guides = loadGuides(fileURLToPath(new URL('../../specs/guides', import.meta.url)));

export function chunksOf(bytes: Buffer): Chunks {
  return Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, index) =>
    bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  );
}

/** The limit: where each segment ends, and nothing else. */
export function scan(chunks: Chunks): Seen {
  let segments = 0;
  for (const chunk of chunks) {
    for (let at = chunk.indexOf(TERMINATOR); at !== -1; at = chunk.indexOf(TERMINATOR, at + 1)) segments += 1;
  }
  return { segments };
}

class Envelope implements InterchangeHandler {
  /** ISA, GS, GE and IEA. */
  segments = 4;
  interchangeStart(): void {}
  groupStart(): void {}
  setStart(): void {}
  segment(): void {
    this.segments += 1;
  }
  setEnd(): void {}
  groupEnd(): void {}
  interchangeEnd(): void {}
  finding(): void {
    throw new Error('the generated file has a finding');
  }
}

/** Segments with their elements, and every count and control number of the envelope. */
export function tokenizeAndEnvelope(chunks: Chunks): Seen {
  const envelope = new Envelope();
  const reader = new InterchangeReader('bench', envelope);
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return { segments: envelope.segments };
}

class ClaimReading extends Envelope {
  claims = 0;
  lines = 0;
  chargeCents = 0;
  #walker: Walker | undefined;
  #roles: Uint8Array = new Uint8Array();
  #builder: ClaimBuilder | undefined;

  override setStart(set?: TransactionSet): void {
    const { group, controlNumber, implementation } = set!;
    const guide = guides.find('837', implementation)!;
    this.#walker ??= new Walker(guide);
    this.#roles = rolesOf(guide);
    this.#walker.reset({ file: 'bench' });
    const place = {
      file: 'bench',
      interchangeControlNumber: group.interchange.controlNumber,
      groupControlNumber: group.controlNumber,
      setControlNumber: controlNumber,
      guideId: guide.id,
      delimiters: group.interchange.delimiters,
    };
    this.#builder = new ClaimBuilder(place, (claim) => this.#take(claim));
  }

  override segment(segment?: Segment): void {
    this.segments += 1;
    this.#builder!.segment(segment!, this.#roles[this.#walker!.step(segment!).loop]!);
  }

  #take(claim: Claim): void {
    this.claims += 1;
    this.lines += claim.lines.length;
    this.chargeCents += claim.chargeCents ?? 0;
  }
}

/** Every field that adjudication reads, as typed claims. */
export function typedClaims(chunks: Chunks): Seen {
  const reading = new ClaimReading();
  const reader = new InterchangeReader('bench', reading);
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  const { segments, claims, lines, chargeCents } = reading;
  return { segments, claims, lines, chargeCents };
}

/** What `remit validate` does: every SNIP type that has data to check against. */
export async function fullChecking(chunks: Chunks): Promise<Seen> {
  const { outcome, claimsRead, findings } = await validateFile(chunks, 'bench', {
    guides,
    receivedDate: RECEIVED,
  });
  if (outcome !== 'accepted') throw new Error(`the generated file is ${outcome}: ${findings[0]?.code}`);
  return { claims: claimsRead };
}

/** node-x12's stream: bare segments, no loops, no checks. It loses or doubles some at chunk ends (performance.md). */
export async function nodeX12Stream(chunks: Chunks): Promise<Seen> {
  const segments = Readable.from(chunks).pipe(new X12Parser());
  for await (const segment of segments)
    if ((segment as X12Segment).tag === undefined) throw new Error('no segment');
  return {};
}

/** node-x12's DOM, of as much as it can hold. */
export function nodeX12Parse(chunks: Chunks): Seen {
  new X12Parser().parse(Buffer.concat(chunks).toString('latin1'));
  return {};
}

interface GroupedSegment {
  readonly name: string;
  readonly [element: string]: unknown;
}

interface X12ParserPackage {
  readonly X12parser: new () => NodeJS.ReadWriteStream;
  readonly X12grouper: new (schema: unknown) => NodeJS.ReadWriteStream;
  readonly Schema: new (version: string, groups: unknown) => unknown;
}

const GROUPS = {
  start: 'CLM',
  terminators: ['HL', 'SE'],
  name: '2300',
  groups: [{ start: 'LX', name: '2400' }],
};

/** x12-parser with its grouper: a claim with its lines as nested plain objects. */
export async function x12ParserClaims(chunks: Chunks): Promise<Seen> {
  // By name at run time: a tree without its development packages still type-checks.
  const name: string = 'x12-parser';
  const { X12parser, X12grouper, Schema } = (await import(name)) as X12ParserPackage;
  const groups = Readable.from(chunks)
    .pipe(new X12parser())
    .pipe(new X12grouper(new Schema('005010X222A1', GROUPS)));
  let claims = 0;
  for await (const group of groups) if ((group as unknown as GroupedSegment).name === '2300') claims += 1;
  return { claims };
}
