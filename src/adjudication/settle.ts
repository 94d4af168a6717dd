import assert from 'node:assert/strict';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Snapshot } from '../reference/snapshot.ts';
import { assertBalanced } from './assert-balanced.ts';
import type { Decision } from './decision.ts';
import type { History } from './history.ts';
import type { PricedClaim } from './priced-claim.ts';
import { settlementOrder } from './rules.ts';
import type { Settlement } from './settlement.ts';

export interface SettlementContext {
  readonly profile: PayerProfile;
  readonly snapshot: Snapshot;
  /** When the claim is decided again (a mass adjustment): its decision that stands. */
  readonly previous?: Decision;
}

/**
 * Decides a priced claim in the light of what happened before it in the settlement order (DESIGN decision 6). Pure:
 * the history is only read; what changes stands in the answer.
 *
 * @throws Fault `PROFILE-DISPOSITION`, `PROFILE-PARAMETER` when the payer profile is incomplete
 */
export function settle(priced: PricedClaim, history: History, context: SettlementContext): Settlement {
  const request = {
    priced,
    history,
    ...context,
    trace: [],
    remarks: [],
    original: undefined,
    stayCopayCents: 0,
  };
  for (const { run } of settlementOrder) {
    const settlement = run(request);
    if (!settlement) continue;
    if (settlement.act === 'decide' || settlement.act === 'replace') assertBalanced(settlement.decision);
    return settlement;
  }
  return assert.fail('The last step of the settlement order always answers.');
}
