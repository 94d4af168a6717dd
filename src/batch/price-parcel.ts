import type { PricedClaim } from '../adjudication/priced-claim.ts';
import type { PricedTrace } from '../store/outcome-packing.ts';
import type { PricingRow } from '../store/rows.ts';
import { Fault } from '../x12/fault.ts';
import { type ClaimToPrice, packClaimsToPrice } from './claims-to-price.ts';
import type { PricedClaims } from './price-claims.ts';
import { unpackPriced } from './priced-packing.ts';
import type { WorkerPool } from './worker-pool.ts';

/** More than so many of one parcel are no odd claims but a broken program: the run stops. */
const STUCK_PER_PARCEL = 20;

/** What settling takes from a claim's row; all else it takes from the priced claim. */
export type SettlingRow = Pick<PricingRow, 'claimId' | 'isTest' | 'payeeId' | 'billingNpi' | 'chargeCents'>;

/** A parcel as the workers give it back: one part, or one for each claim when they were priced by themselves. */
export interface PackedParcel {
  readonly rows: readonly SettlingRow[];
  readonly parts: readonly PricedClaims[];
}

export interface PricedParcel {
  readonly rows: readonly SettlingRow[];
  readonly priced: readonly PricedClaim[];
  /** Where the steps of each are. */
  readonly traces: readonly PricedTrace[];
}

/** The rows of a parcel, and what is asked of the workers. */
export interface ParcelToPrice {
  readonly rows: readonly PricingRow[];
  readonly claims: readonly ClaimToPrice[];
}

/**
 * Prices a parcel. Where the program itself fails on it, each claim is priced by itself: those that fail again are told
 * and left out, undecided, and tried again by the next run; the good ones go on.
 *
 * @param read called once more where the program fails: while a parcel waits for its turn it is a few numbers and bytes
 */
export async function priceParcel(
  pool: WorkerPool,
  read: () => Promise<ParcelToPrice>,
  onStuck: (claimId: number) => void,
): Promise<PackedParcel> {
  const { rows, claims } = await read().then(asked);
  try {
    return { rows, parts: [await pool.run({ kind: 'price', claims })] };
  } catch (error) {
    if (!isOfProgram(error)) throw error;
    return priceEach(pool, await read(), onStuck);
  }
}

function asked({ rows, claims }: ParcelToPrice) {
  return { rows: rows.map(settlingRow), claims: packClaimsToPrice(claims) };
}

function settlingRow({ claimId, isTest, payeeId, billingNpi, chargeCents }: PricingRow): SettlingRow {
  return { claimId, isTest, payeeId, billingNpi, chargeCents };
}

async function priceEach(
  pool: WorkerPool,
  { rows, claims }: ParcelToPrice,
  onStuck: (claimId: number) => void,
): Promise<PackedParcel> {
  const good: SettlingRow[] = [];
  const parts: PricedClaims[] = [];
  const stuck: number[] = [];
  for (const [index, row] of rows.entries()) {
    try {
      parts.push(await pool.run({ kind: 'price', claims: packClaimsToPrice([claims[index]!]) }));
      good.push(settlingRow(row));
    } catch (again) {
      stuck.push(row.claimId);
      if (!isOfProgram(again) || stuck.length > STUCK_PER_PARCEL) throw again;
    }
  }
  for (const claimId of stuck) onStuck(claimId);
  return { rows: good, parts };
}

/** Only when its turn has come: until then a parcel is bytes. */
export function unpackParcel({ rows, parts }: PackedParcel): PricedParcel {
  const priced: PricedClaim[] = [];
  const traces: PricedTrace[] = [];
  for (const { priced: packed, block: bytes } of parts) {
    const block = { bytes };
    for (const [index, claim] of unpackPriced(packed).entries()) {
      priced.push(claim);
      traces.push({ block, index });
    }
  }
  return { rows, priced, traces };
}

/** A full disk or a broken configuration is nothing of the claim's. */
function isOfProgram(error: unknown): boolean {
  return !(error instanceof Fault) || error.code === 'INTERNAL';
}
