import type { PayerProfile } from '../reference/payer-profile.ts';
import type { WaitingClaimRow } from '../store/review-store.ts';
import type { RunRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { balance, outOfBalance, type Tally } from './books.ts';
import { toPrice } from './claims-to-price.ts';
import {
  type PackedParcel,
  type ParcelToPrice,
  type PricedParcel,
  priceParcel,
  unpackParcel,
} from './price-parcel.ts';
import { reasonsOf, Settling } from './settling.ts';
import type { WorkerPool } from './worker-pool.ts';
import type { Workplace } from './workplace.ts';

/** Claims handed to a worker at once. */
const PARCEL_CLAIMS = 200;
/** An act of the store takes as long as the workers take for some ten parcels: so much is priced ahead. */
const PARCELS_AHEAD = 26;

export interface AdjudicateOptions {
  readonly store: Store;
  readonly workplace: Workplace;
  readonly pool: WorkerPool;
  readonly run: RunRow;
  /** The program fails on this claim: it stays undecided. */
  readonly onStuck?: (claimId: number) => void;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What one payer's claims came to. */
export interface Adjudicated {
  readonly profileId: string;
  readonly claims: number;
  readonly books: string;
}

/**
 * Decides the accepted claims of one payer: priced in parallel, settled in one order (DESIGN decision 6), posted in
 * whole acts. Claims that an earlier, interrupted run has decided are not touched again. Claims that wait are looked at
 * first: what they wait for may have come.
 */
export async function adjudicate(profile: PayerProfile, options: AdjudicateOptions): Promise<Adjudicated> {
  const { store, run } = options;
  const ids = await store.claimsToDecide(profile.id);
  const waiting = await store.waitingClaims(profile.id);
  const isResumed = (await store.batches({ stage: 'adjudicate', state: 'open' })).some(
    (each) => each.subject === profile.id,
  );
  const released = await releasedClaims(waiting, options);
  if (ids.length === 0 && released.length === 0 && !isResumed)
    return { profileId: profile.id, claims: 0, books: '' };
  const batch = await store.openBatch(run.runId, 'adjudicate', profile.id);
  const settling = new Settling(profile, batch.batchId, options, await decidedIn(store, batch.batchId));
  const before = new Map(waiting.map(({ claimId, decision }) => [claimId, reasonsOf(decision.pends)]));

  for await (const parcel of pricedInOrder(Float64Array.from(released), options)) {
    await settling.take(parcel, before);
  }
  for await (const parcel of pricedInOrder(ids, options)) {
    await settling.take(parcel);
    options.onProgress?.(settling.accepted.claims, ids.length);
  }
  await settling.post();

  const { accepted } = settling;
  const books = await proveDecisions(store, batch.batchId, accepted);
  if (!books.closes) {
    await store.breakBatch(batch.batchId, books.text);
    throw outOfBalance('adjudicate', books);
  }
  await store.closeBatch(batch.batchId, books.text);
  return { profileId: profile.id, claims: accepted.claims, books: books.text };
}

/**
 * Claims that wait for something else now, or for nothing: a person has decided, a record or document has come, or it is
 * overdue. One that still waits for the same keeps its version.
 */
async function releasedClaims(
  waiting: readonly WaitingClaimRow[],
  options: AdjudicateOptions,
): Promise<number[]> {
  const known = new Map(waiting.map(({ claimId, decision }) => [claimId, decision.pends ?? []]));
  const released: number[] = [];
  const ids = Float64Array.from(waiting.map(({ claimId }) => claimId));
  for await (const { rows, priced } of pricedInOrder(ids, options)) {
    for (const [index, row] of rows.entries()) {
      const pends = known.get(row.claimId)!;
      // What depends on other claims is known only when it is settled again.
      const isOfClaims = pends.some(({ waitsFor }) => waitsFor === 'claim');
      if (isOfClaims || reasonsOf(priced[index]!.pends) !== reasonsOf(pends)) released.push(row.claimId);
    }
  }
  return released;
}

/** What an interrupted run has decided of this batch already: its claims are on both sides of the books. */
async function decidedIn(store: Store, batchId: number): Promise<{ claims: number; cents: number }> {
  const totals = await store.decisionTotals(batchId);
  return {
    claims: totals.reduce((sum, row) => sum + row.claims, 0),
    cents: totals.reduce((sum, row) => sum + row.chargeCents, 0),
  };
}

/** accepted = decided + pended + voided + recorded only, in claims and charges, read back from the store. */
async function proveDecisions(store: Store, batchId: number, accepted: Tally) {
  const totals = await store.decisionTotals(batchId);
  const of = (...statuses: string[]): Tally => {
    const rows = totals.filter((row) => statuses.includes(row.status));
    return {
      claims: rows.reduce((sum, row) => sum + row.claims, 0),
      cents: rows.reduce((sum, row) => sum + row.chargeCents, 0),
    };
  };
  return balance(
    ['accepted', accepted],
    [
      ['paid', of('paid')],
      ['denied', of('denied')],
      ['pended', of('pended')],
      ['voids', of('voided')],
      ['recorded only', of('recorded')],
    ],
  );
}

/** Parcels are priced ahead on the workers and come out in settlement order. */
async function* pricedInOrder(ids: Float64Array, options: AdjudicateOptions): AsyncGenerator<PricedParcel> {
  const { store, pool, run } = options;
  const ahead: Promise<PackedParcel>[] = [];
  let next = 0;
  const read = async (parcelIds: number[]): Promise<ParcelToPrice> => {
    const rows = await store.claimsToPrice(parcelIds);
    const reviews = await store.reviewsOf(parcelIds);
    const reviewsOf = (claimId: number) => reviews.filter((review) => review.claimId === claimId);
    return { rows, claims: rows.map((row) => toPrice(row, run.businessDate, reviewsOf(row.claimId))) };
  };
  const start = (from: number): Promise<PackedParcel> =>
    priceParcel(
      pool,
      () => read([...ids.subarray(from, from + PARCEL_CLAIMS)]),
      (claimId) => options.onStuck?.(claimId),
    );
  while (next < ids.length || ahead.length > 0) {
    while (next < ids.length && ahead.length < PARCELS_AHEAD) {
      const parcel = start(next);
      // A later parcel may fail before an earlier one is awaited; the await below still throws.
      parcel.catch(() => {});
      ahead.push(parcel);
      next += PARCEL_CLAIMS;
    }
    yield unpackParcel(await ahead.shift()!);
  }
}
