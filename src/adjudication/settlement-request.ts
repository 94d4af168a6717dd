import type { PayerProfile, Rule } from '../reference/payer-profile.ts';
import type { Snapshot } from '../reference/snapshot.ts';
import type { Decision, TraceStep } from './decision.ts';
import type { History, PastClaim } from './history.ts';
import type { PricedClaim } from './priced-claim.ts';
import type { Settlement } from './settlement.ts';

/** A priced claim on its way through `settlementOrder`. */
export interface SettlementRequest {
  /** Lines may be refused in the light of history. */
  priced: PricedClaim;
  readonly history: History;
  readonly profile: PayerProfile;
  readonly snapshot: Snapshot;
  /** Steps of settlement; the decision's trace is the priced one followed by these. */
  readonly trace: TraceStep[];
  /** Claim-level remarks of the decision. */
  readonly remarks: string[];
  /** Set by the replacement step: the claim whose place this one takes. */
  original: PastClaim | undefined;
  /** Decision of this very claim that is to be reversed: what it used of the limits is given back first. */
  readonly previous?: Decision | undefined;
  /** Copay that earlier bills of the same stay have asked (OW-02). */
  stayCopayCents: number;
}

/** A rule with history: answers and ends the settlement, or lets the next one look. */
export type SettlementStep = (request: SettlementRequest) => Settlement | undefined;

/** Adds a claim-level step to the trace. */
export function note(
  request: SettlementRequest,
  rule: Pick<Rule, 'id' | 'section'>,
  outcome: TraceStep['outcome'],
  text: string,
): void {
  request.trace.push({ rule: rule.id, section: rule.section, line: 0, outcome, text, reducesCents: 0 });
}
