import { strict as assert } from 'node:assert';
import type { Claim, Slice } from '../claim/claim.ts';
import { ClaimBuilder } from '../claim/claim-builder.ts';
import { Walker } from '../guide/walker.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import { Tokenizer } from '../x12/tokenizer.ts';
import type { ClaimToPrice } from './price-claims.ts';
import type { Workplace } from './workplace.ts';

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

/** Claims next to each other inherit from the same slices; more than this is never open at once. */
const KEPT_SLICES = 64;

const kept = new WeakMap<Workplace, Map<string, Uint8Array>>();

/** Reads a claim again from its archived bytes and those of its context (DESIGN decision 2). */
export function readClaimSlices(workplace: Workplace, row: ClaimToPrice): Claim {
  const guide = workplace.guides.byId(row.guideId);
  assert(guide, 'the guide of a stored claim is no longer there');
  const { slice, context, wrapped } = unpackPlaces(row.source);
  const delimiters = JSON.parse(row.delimiters) as Delimiters;
  const walker = new Walker(guide);
  walker.reset({ file: row.fileName });
  let claim: Claim | undefined;
  const builder = new ClaimBuilder(
    {
      file: row.fileName,
      interchangeControlNumber: row.interchangeControlNumber,
      groupControlNumber: row.groupControlNumber,
      setControlNumber: row.setControlNumber,
      guideId: row.guideId,
      delimiters,
    },
    (each) => {
      claim = each;
    },
  );
  const tokenizer = new Tokenizer((segment) => builder.segment(segment, walker.replay(segment).loopId), {
    delimiters,
    ignoreLineBreaks: wrapped,
  });
  for (const each of [...context, slice]) {
    tokenizer.restart({ offsetBytes: each.offsetBytes, line: each.firstLine, ordinal: each.firstOrdinal });
    tokenizer.push(
      each === slice
        ? workplace.slices.read(row.fileSha256, each.offsetBytes, each.lengthBytes)
        : contextBytes(workplace, row.fileSha256, each),
    );
    tokenizer.end();
  }
  builder.end(slice.offsetBytes + slice.lengthBytes);
  assert(claim, 'the archived bytes of a claim hold no claim');
  return claim;
}

function contextBytes(workplace: Workplace, sha256: string, slice: Slice): Uint8Array {
  let slices = kept.get(workplace);
  if (!slices) kept.set(workplace, (slices = new Map()));
  const key = `${sha256}/${slice.offsetBytes}`;
  let bytes = slices.get(key);
  if (!bytes) {
    if (slices.size >= KEPT_SLICES) slices.clear();
    bytes = workplace.slices.read(sha256, slice.offsetBytes, slice.lengthBytes);
    slices.set(key, bytes);
  }
  return bytes;
}
