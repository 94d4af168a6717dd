import type { Decision } from '../adjudication/decision.ts';
import type { ReviewDecision } from '../adjudication/review-decision.ts';

/** A claim that waits, as of its last version. */
export interface WaitingClaimRow {
  readonly claimId: number;
  readonly claimNumber: string;
  readonly profileId: string;
  readonly kind: 'professional' | 'institutional';
  readonly receivedDate: string;
  /** Instant of its first version: it waits since then. */
  readonly since: string;
  /** Without its trace. */
  readonly decision: Decision;
}

export interface ReviewRow extends ReviewDecision {
  readonly claimId: number;
  readonly asOf: string;
}

/** Which live claims an adjustment is about; what is not named does not matter. */
export interface LiveClaimFilter {
  readonly profileId: string;
  readonly memberId?: string;
  readonly payeeId?: string;
  /** First and last day of service, CCYYMMDD. */
  readonly serviceFrom?: string;
  readonly serviceTo?: string;
}

/** What the store remembers of claims that wait, and of what persons decided on them. */
export interface ReviewStore {
  /** Pended claims in settlement order; no test claims. */
  waitingClaims(profileId?: string): Promise<WaitingClaimRow[]>;
  /**
   * One act. A decision is never changed; a later one on the same rule stands beside it and holds.
   *
   * @throws Fault `CLAIM-NOT-PENDED` when the claim does not wait
   */
  recordReview(review: ReviewDecision & { readonly asOf: string }): Promise<void>;
  /** The decision that holds on each rule of these claims, in the order they were made. */
  reviewsOf(claimIds: readonly number[]): Promise<ReviewRow[]>;
  /** Ids of decided claims that stand, in settlement order. */
  liveClaims(filter: LiveClaimFilter): Promise<number[]>;
}
