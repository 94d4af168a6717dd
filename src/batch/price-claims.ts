import { priceClaim } from '../adjudication/price-claim.ts';
import type { PricedClaim } from '../adjudication/priced-claim.ts';
import { BREAK, compress } from '../store/block.ts';
import { packTrace } from '../store/outcome-packing.ts';
import { TextBuffer } from '../store/text-buffer.ts';
import { type ClaimToPrice, unpackClaimsToPrice } from './claims-to-price.ts';
import { packPriced } from './priced-packing.ts';
import type { Workplace } from './workplace.ts';

/** What a thread has priced, as bytes that move to another thread without being copied. */
export interface PricedClaims {
  /** The claims as `packPriced` writes them, each with a digest of its trace. */
  readonly priced: Uint8Array<ArrayBuffer>;
  /** Packed traces in the order of the claims, compressed together. */
  readonly block: Uint8Array<ArrayBuffer>;
}

/** Of this thread: a parcel is packed in one go. */
const pricedTexts = new TextBuffer();
const traceTexts = new TextBuffer();

/**
 * Each claim becomes bytes before the next is priced: what a collector never sees alive costs it nothing.
 *
 * @param packed see `packClaimsToPrice`
 */
export function priceAndPack(workplace: Workplace, packed: Uint8Array): PricedClaims {
  const claims = unpackClaimsToPrice(packed);
  pricedTexts.clear();
  traceTexts.clear();
  for (const [index, each] of claims.entries()) {
    const claim = priceOne(workplace, each);
    if (index > 0) traceTexts.add(BREAK);
    traceTexts.add(packTrace(claim.trace));
    pricedTexts.add(index > 0 ? ',' : '[');
    pricedTexts.add(packPriced(claim));
  }
  pricedTexts.add(claims.length > 0 ? ']' : '[]');
  return {
    priced: Uint8Array.from(pricedTexts.bytes()),
    block: Uint8Array.from(compress(traceTexts.bytes())),
  };
}

/** The stateless half of adjudication, on any thread and in any order. */
export function priceClaims(workplace: Workplace, claims: readonly ClaimToPrice[]): PricedClaim[] {
  return claims.map((each) => priceOne(workplace, each));
}

function priceOne(workplace: Workplace, each: ClaimToPrice): PricedClaim {
  const profile = workplace.snapshot.profile(each.profileId);
  if (!profile) throw new Error('a claim of the store names a payer profile that is not in the snapshot');
  return priceClaim(workplace.claims.read(each), {
    profile,
    snapshot: workplace.snapshot,
    receivedDate: each.receivedDate,
    claimNumber: each.claimNumber,
    today: each.today,
    reviews: each.reviews,
    sameServiceKey: each.sameServiceKey,
  });
}
