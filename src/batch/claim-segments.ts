import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { Walker } from '../guide/walker.ts';
import type { ClaimRow } from '../store/rows.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import type { Segment } from '../x12/segment.ts';
import { Tokenizer } from '../x12/tokenizer.ts';
import { type Archive, SliceReader } from './archive.ts';
import { unpackPlaces } from './claim-reader.ts';
import { maskSegment } from './mask-segment.ts';

/** A segment of a claim where it stands in the archived file. */
export interface ClaimSegment {
  readonly ordinal: number;
  readonly offsetBytes: number;
  readonly loop: string;
  /** Masked unless asked otherwise. */
  readonly text: string;
}

/** The claim's own segments, read again from the archived bytes. */
export function claimSegments(
  row: ClaimRow,
  archive: Archive,
  guides: GuideCatalogue,
  phi: boolean,
): ClaimSegment[] {
  const guide = guides.byId(row.guideId);
  const walker = guide && new Walker(guide);
  const { slice, context, wrapped } = unpackPlaces(row.source);
  const delimiters = JSON.parse(row.delimiters) as Delimiters;
  const separator = String.fromCharCode(delimiters.element);
  const found: ClaimSegment[] = [];
  let isOwn = false;
  const take = (segment: Segment): void => {
    const loop = walker?.replay(segment).loopId;
    if (!isOwn) return;
    const { ordinal, offsetBytes } = segment;
    const text = segment.text();
    const [id = '', ...elements] = text.split(separator);
    const shown = phi ? elements : maskSegment(id, elements, loop);
    found.push({ ordinal, offsetBytes, loop: loop ?? '', text: [id, ...shown].join(separator) });
  };
  const tokenizer = new Tokenizer(take, wrapped ? { ignoreLineBreaks: true } : {});
  tokenizer.setDelimiters(delimiters);
  const reader = new SliceReader(archive);
  try {
    for (const each of [...context, slice]) {
      isOwn = each === slice;
      const { offsetBytes, lengthBytes, firstLine, firstOrdinal } = each;
      tokenizer.restart({ offsetBytes, line: firstLine, ordinal: firstOrdinal });
      tokenizer.push(reader.read(row.fileSha256, offsetBytes, lengthBytes));
      tokenizer.end();
    }
  } finally {
    reader.close();
  }
  return found;
}
