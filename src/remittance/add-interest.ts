import { correctedCentDays, type InterestTerms, interestCents, interestDays } from '../ledger/interest.ts';
import { orderItems } from './order-items.ts';
import type { RemittanceItem } from './remittance.ts';

/** Cent-days and interest a payment of a decision carried. */
export interface CarriedInterest {
  readonly interestCents: number;
  readonly centDays: number;
}

export interface InterestInput {
  readonly items: readonly RemittanceItem[];
  readonly terms: InterestTerms;
  /** CCYYMMDD. */
  readonly paymentDate: string;
  /** Days on which the claim of this item waited for information. */
  readonly outstandingDays: (item: RemittanceItem) => number;
  /** What the payment of a decision carried on an earlier remittance, by decision row. */
  readonly carried: Map<number, CarriedInterest>;
}

/**
 * KP-90: interest on what is paid late, taken back with a reversal and computed again on the correction that stands
 * beside it. What is not paid earns nothing. `carried` learns of the payments in hand, so that a reversal in the same
 * run finds them.
 */
export function addInterest(input: InterestInput): RemittanceItem[] {
  const withInterest = new Map<RemittanceItem, RemittanceItem>();
  for (const together of orderItems(input.items)) {
    let before = { paidCents: 0, centDays: 0 };
    for (const item of together) {
      if (item.act === 'reversal') {
        const carried = input.carried.get(item.decisionId ?? 0);
        // Paid in time: what stays paid has no days to be paid for, however late it is corrected.
        before = { paidCents: item.decision.paidCents, centDays: carried?.centDays ?? 0 };
        if (carried && carried.interestCents !== 0) {
          withInterest.set(item, { ...item, interestCents: -carried.interestCents });
        }
        continue;
      }
      const { paidCents, facts } = item.decision;
      const clock = { receivedDate: facts.receivedDate, outstandingDays: input.outstandingDays(item) };
      const centDays = correctedCentDays(
        before,
        paidCents,
        interestDays(clock, input.paymentDate, input.terms),
      );
      if (centDays === 0) continue;
      const cents = interestCents(centDays, input.terms);
      withInterest.set(item, { ...item, interestCents: cents, interestCentDays: centDays });
      if (item.decisionId !== undefined)
        input.carried.set(item.decisionId, { interestCents: cents, centDays });
    }
  }
  return input.items.map((item) => withInterest.get(item) ?? item);
}
