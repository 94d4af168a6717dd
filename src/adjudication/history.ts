import type { Decision } from './decision.ts';
import type { PastGlobalService } from './global-service.ts';

/** The state a claim has reached; see DESIGN and the payer's catalogue section 2. */
export type ClaimState =
  | 'accepted'
  | 'rejected'
  | 'pended'
  | 'decided'
  | 'remitted'
  | 'replaced'
  | 'voided'
  | 'withdrawn'
  | 'applied'
  | 'recorded';

/** A claim of the past as settlement needs it. */
export interface PastClaim {
  readonly claimNumber: string;
  readonly state: ClaimState;
  /** Claim number that replaced or voided this one, '' while live. */
  readonly supersededBy: string;
  readonly payeeId: string;
  readonly billingNpi: string;
  readonly memberId: string;
  readonly kind: 'professional' | 'institutional';
  readonly frequency: string;
  readonly chargeCents: number;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  /** Business date CCYYMMDD. */
  readonly receivedDate: string;
  readonly decidedDate: string;
  /** Present once decided. */
  readonly decision?: Decision | undefined;
  /** Of that decision, from 1. */
  readonly version?: number | undefined;
  /** Row of that decision in the store; absent while it is not committed. */
  readonly decisionId?: number;
  /** Hash of provider, member, dates, lines and charges: equal for a rebill (KP-06). */
  readonly sameServiceKey: string;
}

export interface Accumulated {
  readonly deductibleCents: number;
  readonly outOfPocketCents: number;
}

/** What happened before, as seen at this point of the settlement order (DESIGN decision 6). */
export interface History {
  claimByNumber(claimNumber: string): PastClaim | undefined;
  /** Accepted, live claims with the same key, earliest first. */
  claimsWithKey(sameServiceKey: string): readonly PastClaim[];
  accumulated(holder: string, scope: 'individual' | 'family', planId: string, year: string): Accumulated;
  /** Visits used of a category in a benefit year; absent where a history keeps none, and no visit is limited then. */
  visits?(memberId: string, planId: string, category: string, year: string): number;
  /** Institutional claims of frequency 2, 3 and 4 of a member and billing provider that still stand. */
  interimBills(memberId: string, billingNpi: string): readonly PastClaim[];
  /** Institutional claims of a member; absent where a history keeps none, and stays are then not linked. */
  institutionalClaims?(memberId: string): readonly PastClaim[];
  /** Paid services of a member and payee around the days asked for; absent where a history keeps none. */
  globalServices?(memberId: string, payeeId: string): readonly PastGlobalService[];
}

/** A claim that asks for no history at all: test interchanges. */
export const emptyHistory: History = {
  claimByNumber: () => undefined,
  claimsWithKey: () => [],
  accumulated: () => ({ deductibleCents: 0, outOfPocketCents: 0 }),
  interimBills: () => [],
};
