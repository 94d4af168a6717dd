import type { AccumulatorChange, Decision } from './decision.ts';

/** What the reversal of a decision gives back to the member's and family's limits: its use, negated. */
export function reversedAccumulators(decision: Decision): AccumulatorChange[] {
  return decision.accumulators.map((change) => ({
    ...change,
    // Never -0, which some writers print.
    deductibleCents: 0 - change.deductibleCents,
    outOfPocketCents: 0 - change.outOfPocketCents,
    ...(change.visits !== undefined && { visits: -change.visits }),
  }));
}
