import type { ClaimKind } from '../claim/claim.ts';
import type { LineOfBusiness } from '../reference/plan.ts';
import type { PriorPayment } from './coordination/prior-payment.ts';
import type { Coordination } from './coordination/secondary-claim.ts';
import type { LineDecision, RemittanceFacts, TraceStep } from './decision.ts';
import type { AdjustmentCodes } from './disposition.ts';
import type { GlobalService } from './global-service.ts';

/** A line before history and the member's share: what is paid is not known yet. */
export interface PricedLine extends Omit<LineDecision, 'paidCents'> {
  /** Category of the plan's benefits, e.g. `office-visit` (KP-60). */
  readonly benefitCategory: string;
  /** A rule refused the line: allowed 0, the whole charge adjusted. */
  readonly isDenied: boolean;
  /** KP-61, KP-62. */
  readonly isCopayFree?: boolean;
  readonly prior?: PriorPayment;
}

/** Whom or what a pended claim waits for: somebody's look, a document, a record, another claim. */
export type WaitsFor = 'person' | 'document' | 'record' | 'claim';

/** Why a claim waits for a person. */
export interface Pend {
  readonly rule: string;
  readonly section: string;
  readonly text: string;
  /** Default: person. */
  readonly waitsFor?: WaitsFor;
}

/** Codes that tell a share which the member does not owe (KP-64). */
export interface ShareRelief extends AdjustmentCodes {
  readonly rule: string;
  readonly section: string;
}

/**
 * A claim as far as it can be judged without knowing what happened before (DESIGN decision 6). Plain data: it crosses
 * from a worker thread to the thread that settles.
 */
export interface PricedClaim {
  readonly claimNumber: string;
  readonly profileId: string;
  readonly kind: ClaimKind;
  readonly frequency: string;
  readonly isEncounter: boolean;
  /** See `sameServiceKey`. */
  readonly sameServiceKey: string;
  /** See `contentKey`. */
  readonly contentKey: string;
  /** What may be the number of the claim it corrects, REF*F8 first, then those in notes (KP-22). */
  readonly originalNumbers: readonly string[];
  /** The payer links it to other institutional claims of the member (FP-44, FP-48). */
  readonly linksStays?: boolean;
  /** FP-41: from another hospital, by the admission source; to another, by the discharge status. */
  readonly isTransferIn?: boolean;
  readonly isTransferOut?: boolean;
  /** What the global periods of surgeries on other claims are asked for; absent: nothing. */
  readonly globalServices?: readonly GlobalService[];
  /** Rules whose question a person has answered: they no longer make the claim wait. */
  readonly reviewedRules?: readonly string[];
  /** CLM08. */
  readonly benefitsAssigned: string;
  readonly billingNpi: string;
  readonly billingTaxId: string;
  /** `{taxId}-{npi}`. */
  readonly payeeId: string;
  /** False when no remittance can carry an answer (no payee, charges that do not add up): such a claim only pends. */
  readonly canBeAnswered: boolean;
  readonly memberId: string;
  readonly subscriberId: string;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly receivedDate: string;
  readonly lineOfBusiness: LineOfBusiness;
  readonly planId: string;
  /** KP-69: a second plan of ours on the same days, paid from the same fund. */
  readonly secondPlanId?: string;
  /** KP-69: the same claim under a second plan with a fund of its own: decided after the first, as secondary. */
  readonly secondPlan?: PricedClaim;
  /** Categories of its lines whose visits the plan limits. */
  readonly limitedCategories?: readonly string[];
  readonly fund: string;
  readonly claimStatus: string;
  readonly chargeCents: number;
  readonly lines: readonly PricedLine[];
  readonly trace: readonly TraceStep[];
  /** Empty when it can be decided. */
  readonly pends: readonly Pend[];
  readonly facts: RemittanceFacts;
  readonly coordination?: Coordination;
  readonly relief?: ShareRelief;
}
