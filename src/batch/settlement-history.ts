import { benefitYears } from '../adjudication/benefits/benefit-years.ts';
import type { AccumulatorChange } from '../adjudication/decision.ts';
import type { Accumulated, History, PastClaim } from '../adjudication/history.ts';
import type { PricedClaim } from '../adjudication/priced-claim.ts';
import type { Store } from '../store/store.ts';

const NONE: Accumulated = { deductibleCents: 0, outOfPocketCents: 0 };

/**
 * History as seen in the middle of a batch: what the store had for the claims of this batch, overlaid with what the
 * batch itself has settled so far. Fetched in two queries per batch, whatever the database.
 */
export class SettlementHistory implements History {
  readonly #byNumber = new Map<string, PastClaim>();
  readonly #byKey = new Map<string, PastClaim[]>();
  readonly #accumulated = new Map<string, Accumulated>();

  /** Everything that the claims of a batch may ask for. */
  static async load(store: Store, claims: readonly PricedClaim[]): Promise<SettlementHistory> {
    const history = new SettlementHistory();
    const claimNumbers = [...new Set(claims.flatMap((claim) => claim.originalNumbers))];
    const sameServiceKeys = [...new Set(claims.map((claim) => claim.sameServiceKey))];
    for (const past of await store.pastClaims({ claimNumbers, sameServiceKeys })) history.#remember(past);
    const holders = new Map<
      string,
      { holder: string; scope: 'individual' | 'family'; planId: string; year: string }
    >();
    const want = (holder: string, scope: 'individual' | 'family', planId: string, ofYear: string) =>
      holders.set(keyOf(holder, scope, planId, ofYear), { holder, scope, planId, year: ofYear });
    for (const claim of claims) {
      for (const year of benefitYears(claim)) {
        want(claim.memberId, 'individual', claim.planId, year);
        want(claim.subscriberId, 'family', claim.planId, year);
      }
    }
    // A replacement undoes what its original used, which may stand in another year or plan.
    for (const past of history.#byNumber.values()) {
      for (const used of past.decision?.accumulators ?? [])
        want(used.holder, used.scope, used.planId, used.year);
    }
    for (const row of await store.accumulators([...holders.values()])) {
      history.#accumulated.set(keyOf(row.holder, row.scope, row.planId, row.year), row);
    }
    return history;
  }

  claimByNumber(claimNumber: string): PastClaim | undefined {
    return this.#byNumber.get(claimNumber);
  }

  claimsWithKey(sameServiceKey: string): readonly PastClaim[] {
    return this.#byKey.get(sameServiceKey) ?? [];
  }

  accumulated(holder: string, scope: 'individual' | 'family', planId: string, year: string): Accumulated {
    return this.#accumulated.get(keyOf(holder, scope, planId, year)) ?? NONE;
  }

  /** A claim of this batch is settled: later ones see it, and see its original out of the way. */
  settle(
    claim: PastClaim,
    changes: readonly AccumulatorChange[],
    original?: Pick<PastClaim, 'claimNumber' | 'state'>,
  ): void {
    this.#remember(claim);
    const before = original && this.#byNumber.get(original.claimNumber);
    if (before) this.#remember({ ...before, state: original.state, supersededBy: claim.claimNumber });
    for (const change of changes) {
      const key = keyOf(change.holder, change.scope, change.planId, change.year);
      const before = this.#accumulated.get(key) ?? NONE;
      this.#accumulated.set(key, {
        deductibleCents: before.deductibleCents + change.deductibleCents,
        outOfPocketCents: before.outOfPocketCents + change.outOfPocketCents,
      });
    }
  }

  #remember(past: PastClaim): void {
    this.#byNumber.set(past.claimNumber, past);
    const same = (this.#byKey.get(past.sameServiceKey) ?? []).filter(
      (each) => each.claimNumber !== past.claimNumber,
    );
    same.push(past);
    this.#byKey.set(past.sameServiceKey, same);
  }
}

function keyOf(holder: string, scope: string, planId: string, year: string): string {
  return `${holder}\n${scope}\n${planId}\n${year}`;
}
