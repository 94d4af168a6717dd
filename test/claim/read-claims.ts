import type { Claim } from '../../src/claim/claim.ts';
import { ClaimBuilder } from '../../src/claim/claim-builder.ts';
import { ClaimCutter, type CutSet, type CutterOptions } from '../../src/claim/claim-cutter.ts';
import { OTHER, roleOf } from '../../src/claim/loop-role.ts';
import type { Parcel } from '../../src/claim/parcel.ts';
import { Walker } from '../../src/guide/walker.ts';
import type { Delimiters } from '../../src/x12/delimiters.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';
import { guideOf } from '../guide/guides.ts';

export const DELIMITERS: Delimiters = { element: 42, component: 58, repetition: 94, terminator: 126 };

export type GuideId = '837P' | '837I' | '835';

export function setPlace(guideId: GuideId, delimiters: Delimiters = DELIMITERS): CutSet {
  return {
    file: 'a.x12',
    interchangeControlNumber: '000000905',
    groupControlNumber: '1',
    setControlNumber: '0001',
    guideId,
    delimiters,
  };
}

/** The claims of one set that begins at byte 0, read by the walker of its guide. */
export function claimsOf(set: string, guideId: GuideId): Claim[] {
  const claims: Claim[] = [];
  const walker = new Walker(guideOf(guideId));
  walker.reset({ file: 'a.x12' });
  const builder = new ClaimBuilder(setPlace(guideId), (claim) => claims.push(claim));
  const tokenizer = new Tokenizer(
    (segment) => {
      const step = walker.step(segment);
      builder.segment(segment, step.node === -1 ? OTHER : roleOf(step.loopId));
    },
    { delimiters: DELIMITERS },
  );
  tokenizer.push(Buffer.from(set, 'latin1'));
  tokenizer.end();
  builder.end(set.length);
  return claims;
}

/** The parcels of one set that begins at byte 0. */
export function parcelsOf(
  set: string,
  guideId: GuideId,
  options: CutterOptions = {},
  delimiters: Delimiters = DELIMITERS,
): Parcel[] {
  const parcels: Parcel[] = [];
  const cutter = new ClaimCutter(setPlace(guideId, delimiters), options, (parcel) => parcels.push(parcel));
  const tokenizer = new Tokenizer((segment) => cutter.segment(segment), { delimiters });
  tokenizer.push(Buffer.from(set, 'latin1'));
  tokenizer.end();
  cutter.end();
  return parcels;
}
