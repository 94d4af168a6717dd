/**
 * What a licensed person decided on a claim that waited (BX-01). `approve`: the reason to wait is settled, the claim
 * goes on; `deny`: not medically necessary by the criterion named. It names no amount (BX-03).
 */
export interface ReviewDecision {
  readonly claimNumber: string;
  /** Rule that made the claim wait. */
  readonly rule: string;
  readonly decision: 'approve' | 'deny';
  readonly reviewer: string;
  readonly licence: string;
  /** Policy or criterion applied (BX-02). */
  readonly criterion: string;
  /** Business date, CCYYMMDD. */
  readonly decidedOn: string;
}
