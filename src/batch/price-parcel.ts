import type { PricedClaim } from '../adjudication/priced-claim.ts';
import type { PricedTrace } from '../store/outcome-packing.ts';
import type { ClaimRow } from '../store/rows.ts';
import { Fault } from '../x12/fault.ts';
import type { ClaimToPrice, PricedClaims } from './price-claims.ts';
import { unpackPriced } from './priced-packing.ts';
import type { WorkerPool } from './worker-pool.ts';

/** More than so many of one parcel are no odd claims but a broken program: the run stops. */
const STUCK_PER_PARCEL = 20;

/** A parcel as the workers give it back: one part, or one for each claim when they were priced by themselves. */
export interface PackedParcel {
  readonly rows: readonly ClaimRow[];
  readonly parts: readonly PricedClaims[];
}

export interface PricedParcel {
  readonly rows: readonly ClaimRow[];
  readonly priced: readonly PricedClaim[];
  /** Where the steps of each are. */
  readonly traces: readonly PricedTrace[];
}

/**
 * Prices a parcel. Where the program itself fails on it, each claim is priced by itself: those that fail again are told
 * and left out, undecided, and tried again by the next run; the good ones go on.
 */
export async function priceParcel(
  pool: WorkerPool,
  rows: readonly ClaimRow[],
  claims: readonly ClaimToPrice[],
  onStuck: (row: ClaimRow) => void,
): Promise<PackedParcel> {
  try {
    return { rows, parts: [await pool.run({ kind: 'price', claims })] };
  } catch (error) {
    if (!isOfProgram(error)) throw error;
    const good: ClaimRow[] = [];
    const parts: PricedClaims[] = [];
    const stuck: ClaimRow[] = [];
    for (const [index, row] of rows.entries()) {
      try {
        parts.push(await pool.run({ kind: 'price', claims: [claims[index]!] }));
        good.push(row);
      } catch (again) {
        stuck.push(row);
        if (!isOfProgram(again) || stuck.length > STUCK_PER_PARCEL) throw again;
      }
    }
    for (const row of stuck) onStuck(row);
    return { rows: good, parts };
  }
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
