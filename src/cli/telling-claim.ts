import type { ClaimRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** Claims looked at: enough to find a good example, few enough not to be noticed. */
const CLAIMS_LOOKED_AT = 2000;

/** A claim worth explaining to somebody new: one that was paid, corrects another one or has several lines. */
export async function tellingClaim(store: Store): Promise<string | undefined> {
  let best: ClaimRow | undefined;
  let looked = 0;
  for (const file of await store.files()) {
    for (const { interchangeId } of await store.interchangesOfFile(file.fileId)) {
      for (const { setId } of await store.setsOfInterchange(interchangeId)) {
        for (const row of await store.claimsOfSet(setId, 0, CLAIMS_LOOKED_AT - looked)) {
          looked += 1;
          if (worth(row) > worth(best)) best = row;
        }
        if (looked >= CLAIMS_LOOKED_AT) return best?.claimNumber;
      }
    }
  }
  return best?.claimNumber;
}

function worth(row: ClaimRow | undefined): number {
  if (row === undefined || row.isTest || row.state !== 'remitted') return row === undefined ? -1 : 0;
  return 10 + Math.min(row.lineCount, 5) + (row.frequency === '7' ? 6 : 0);
}
