import type { PricedClaim } from '../adjudication/priced-claim.ts';
import type { ClaimRow } from '../store/rows.ts';
import { Fault } from '../x12/fault.ts';
import type { ClaimToPrice } from './price-claims.ts';
import type { WorkerPool } from './worker-pool.ts';

/** More than so many of one parcel are no odd claims but a broken program: the run stops. */
const STUCK_PER_PARCEL = 20;

export interface PricedParcel {
  readonly rows: readonly ClaimRow[];
  readonly priced: readonly PricedClaim[];
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
): Promise<PricedParcel> {
  try {
    return { rows, priced: (await pool.run({ kind: 'price', claims })).priced };
  } catch (error) {
    if (!isOfProgram(error)) throw error;
    const good: ClaimRow[] = [];
    const priced: PricedClaim[] = [];
    const stuck: ClaimRow[] = [];
    for (const [index, row] of rows.entries()) {
      try {
        priced.push(...(await pool.run({ kind: 'price', claims: [claims[index]!] })).priced);
        good.push(row);
      } catch (again) {
        stuck.push(row);
        if (!isOfProgram(again) || stuck.length > STUCK_PER_PARCEL) throw again;
      }
    }
    for (const row of stuck) onStuck(row);
    return { rows: good, priced };
  }
}

/** A full disk or a broken configuration is nothing of the claim's. */
function isOfProgram(error: unknown): boolean {
  return !(error instanceof Fault) || error.code === 'INTERNAL';
}
