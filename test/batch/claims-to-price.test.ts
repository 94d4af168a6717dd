import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ClaimToPrice,
  packClaimsToPrice,
  unpackClaimsToPrice,
} from '../../src/batch/claims-to-price.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
/** Few, so that claims share files, groups and sets, or all but one of them. */
const few = fc.constantFrom('', 'a', 'b');
const review = fc.record({
  claimNumber: text,
  rule: text,
  decision: fc.constantFrom('approve' as const, 'deny' as const),
  reviewer: text,
  licence: text,
  criterion: text,
  decidedOn: text,
});
const claim: fc.Arbitrary<ClaimToPrice> = fc.record({
  claimNumber: text,
  profileId: few,
  fileSha256: few,
  fileName: few,
  guideId: few,
  delimiters: few,
  source: text,
  receivedDate: few,
  interchangeControlNumber: few,
  groupControlNumber: few,
  setControlNumber: few,
  sameServiceKey: text,
  today: few,
  reviews: fc.array(review, { maxLength: 2 }),
});

test('claims come out as they went in, whatever they share of their files', () => {
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 12 }), (claims) => {
      expect(unpackClaimsToPrice(packClaimsToPrice(claims))).toEqual(claims);
    }),
  );
});

test('what a file says stands once for all its claims', () => {
  const [one] = fc.sample(claim, { numRuns: 1, seed: 1 });
  const bytesOf = (count: number): number =>
    packClaimsToPrice(Array.from({ length: count }, () => ({ ...one!, delimiters: 'x'.repeat(1000) })))
      .length;
  expect(bytesOf(10)).toBeLessThan(bytesOf(1) + 9 * 500);
});
