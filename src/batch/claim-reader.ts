import { strict as assert } from 'node:assert';
import type { Claim, Slice } from '../claim/claim.ts';
import { ClaimBuilder } from '../claim/claim-builder.ts';
import { rolesOf } from '../claim/loop-role.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { Walker } from '../guide/walker.ts';
import type { ClaimRow, SetContext } from '../store/rows.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import type { Segment } from '../x12/segment.ts';
import { Tokenizer } from '../x12/tokenizer.ts';
import type { SliceReader } from './archive.ts';

/** Where a claim's bytes are, as its row keeps them: `[offset, length, ordinal, line]` each. */
export interface ClaimPlaces {
  readonly slice: Slice;
  readonly context: readonly Slice[];
  /** The file is wrapped at a column: its line breaks are no data. */
  readonly wrapped: boolean;
}

type Row = readonly [number, number, number, number];

export function packPlaces({ slice, context, wrapped }: ClaimPlaces): string {
  const row = (each: Slice): Row => [each.offsetBytes, each.lengthBytes, each.firstOrdinal, each.firstLine];
  return JSON.stringify([row(slice), ...context.map(row), ...(wrapped ? ['wrapped'] : [])]);
}

export function unpackPlaces(text: string): ClaimPlaces {
  const rows = JSON.parse(text) as (Row | 'wrapped')[];
  const slices = rows
    .filter((row): row is Row => row !== 'wrapped')
    .map(([offsetBytes, lengthBytes, firstOrdinal, firstLine]) => ({
      offsetBytes,
      lengthBytes,
      firstOrdinal,
      firstLine,
    }));
  return { slice: slices[0]!, context: slices.slice(1), wrapped: rows.includes('wrapped') };
}

/** What a claim's row says of where its bytes are, and how they are read. */
export type ClaimSource = Pick<ClaimRow, 'source'> & SetContext;

/** Slices that later claims inherit from as well; some 300 bytes each. */
const KEPT_SLICES = 4096;

/**
 * Reads claims again from their archived bytes and those of their context (DESIGN decision 2). One per thread: its
 * buffers and walkers are used again for every claim, which costs about a quarter of making them anew.
 */
export class ClaimReader {
  readonly #guides: GuideCatalogue;
  readonly #slices: SliceReader;
  readonly #walkers = new Map<string, Walker>();
  /** By offset in the file read last. */
  readonly #kept = new Map<number, Uint8Array>();
  #keptOf = '';
  readonly #delimiters = new Map<string, Delimiters>();
  readonly #tokenizers: readonly [plain: Tokenizer, wrapped: Tokenizer];
  #walker: Walker | undefined;
  #roles: Uint8Array = new Uint8Array();
  #builder: ClaimBuilder | undefined;
  #claim: Claim | undefined;

  constructor(guides: GuideCatalogue, slices: SliceReader) {
    this.#guides = guides;
    this.#slices = slices;
    const take = (segment: Segment) =>
      this.#builder!.segment(segment, this.#roles[this.#walker!.replay(segment).loop]!);
    this.#tokenizers = [new Tokenizer(take), new Tokenizer(take, { ignoreLineBreaks: true })];
  }

  read(row: ClaimSource): Claim {
    const { slice, context, wrapped } = unpackPlaces(row.source);
    const delimiters = this.#delimitersOf(row.delimiters);
    this.#walker = this.#walkerOf(row.guideId);
    this.#roles = rolesOf(this.#walker.guide);
    this.#walker.reset({ file: row.fileName });
    this.#claim = undefined;
    this.#builder = new ClaimBuilder(
      {
        file: row.fileName,
        interchangeControlNumber: row.interchangeControlNumber,
        groupControlNumber: row.groupControlNumber,
        setControlNumber: row.setControlNumber,
        guideId: row.guideId,
        delimiters,
      },
      (claim) => {
        this.#claim = claim;
      },
    );
    const tokenizer = this.#tokenizers[wrapped ? 1 : 0];
    tokenizer.setDelimiters(delimiters);
    const parent = context.at(-1);
    const isNext = parent !== undefined && parent.offsetBytes + parent.lengthBytes === slice.offsetBytes;
    for (const each of isNext ? context.slice(0, -1) : context)
      this.#push(tokenizer, each, this.#contextBytes(row.fileSha256, each));
    if (isNext) {
      // The first claim of its subscriber stands right behind it: one read for both.
      const both = this.#slices.read(
        row.fileSha256,
        parent.offsetBytes,
        parent.lengthBytes + slice.lengthBytes,
      );
      this.#push(tokenizer, parent, both.subarray(0, parent.lengthBytes));
      this.#push(tokenizer, slice, both.subarray(parent.lengthBytes));
    } else {
      this.#push(tokenizer, slice, this.#slices.read(row.fileSha256, slice.offsetBytes, slice.lengthBytes));
    }
    this.#builder.end(slice.offsetBytes + slice.lengthBytes);
    assert(this.#claim, 'the archived bytes of a claim hold no claim');
    return this.#claim;
  }

  #push(tokenizer: Tokenizer, { offsetBytes, firstLine, firstOrdinal }: Slice, bytes: Uint8Array): void {
    tokenizer.restart({ offsetBytes, line: firstLine, ordinal: firstOrdinal });
    tokenizer.push(bytes);
    tokenizer.end();
  }

  #walkerOf(guideId: string): Walker {
    let walker = this.#walkers.get(guideId);
    if (!walker) {
      const guide = this.#guides.byId(guideId);
      assert(guide, 'the guide of a stored claim is no longer there');
      walker = new Walker(guide);
      this.#walkers.set(guideId, walker);
    }
    return walker;
  }

  #contextBytes(sha256: string, { offsetBytes, lengthBytes }: Slice): Uint8Array {
    if (sha256 !== this.#keptOf || this.#kept.size >= KEPT_SLICES) {
      this.#kept.clear();
      this.#keptOf = sha256;
    }
    let bytes = this.#kept.get(offsetBytes);
    if (!bytes) {
      bytes = Uint8Array.from(this.#slices.read(sha256, offsetBytes, lengthBytes));
      this.#kept.set(offsetBytes, bytes);
    }
    return bytes;
  }

  #delimitersOf(text: string): Delimiters {
    let delimiters = this.#delimiters.get(text);
    if (!delimiters) {
      delimiters = JSON.parse(text) as Delimiters;
      this.#delimiters.set(text, delimiters);
    }
    return delimiters;
  }
}
