import type { Period } from '../claim/claim.ts';
import type { AdjustmentGroup, Outcome } from '../reference/payer-profile.ts';
import type { LineOfBusiness } from '../reference/plan.ts';
import type { Pend } from './priced-claim.ts';

/** One reason why a line or a claim is not paid as charged: becomes a CAS trio. Positive reduces the payment. */
export interface Adjustment {
  readonly group: AdjustmentGroup;
  readonly carc: string;
  readonly amountCents: number;
  /** Catalogue id of the rule that made it. */
  readonly rule: string;
}

/**
 * One step from charge to payment, in order. The `reducesCents` of all steps of a line add up to its charge minus
 * what is paid: `explain` prints them, a test sums them.
 */
export interface TraceStep {
  /** Catalogue id, e.g. `KP-41`. */
  readonly rule: string;
  /** Section of the payer's manual. */
  readonly section: string;
  /** Line ordinal from 1; 0 for the claim. */
  readonly line: number;
  /** `passed` when the rule was looked at and did nothing. */
  readonly outcome: Outcome | 'passed' | 'priced' | 'shared' | 'paid';
  /** What a clerk reads, in our own words; never a name or a member id. */
  readonly text: string;
  /** What this step takes from the payment, in cents; 0 when nothing. */
  readonly reducesCents: number;
  /** Of a price: what it was made of, so that it can be made again. */
  readonly basis?: PriceBasis;
  /** Stands for all steps of pricing on its line (`digestOfTrace`); never in a trace that is read back. */
  readonly isDigest?: true;
}

/** Where a price comes from. Factors are whole numbers with their unit in the name. */
export interface PriceBasis {
  /** `rbrvs`, `anesthesia`, `drg` … */
  readonly method: string;
  /** Kind of the table; `contract` when the contract alone made the price. */
  readonly table: string;
  /** First day of the table's vintage, CCYYMMDD; '' without a table. */
  readonly vintage: string;
  /** Key of the row: code and modifier, group number. */
  readonly row: string;
  readonly factors: Readonly<Record<string, number>>;
  /** Where and how it was rounded. */
  readonly rounding: string;
}

/** What the payer decided on one service line. Σ adjustments = charge − paid. */
export interface LineDecision {
  readonly ordinal: number;
  /** REF*6R as received, '' when none. */
  readonly controlNumber: string;
  readonly procedureQualifier: string;
  readonly procedure: string;
  readonly modifiers: readonly string[];
  readonly revenueCode: string;
  readonly unitsMilli: number;
  readonly serviceDate: Period;
  readonly chargeCents: number;
  readonly allowedCents: number;
  readonly paidCents: number;
  readonly adjustments: readonly Adjustment[];
  /** RARC codes, LQ*HE. */
  readonly remarks: readonly string[];
}

/** Name and id as they go back on the 835: exactly as submitted. */
export interface RemittanceName {
  readonly entityType: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly suffix: string;
  readonly idQualifier: string;
  readonly id: string;
}

/** What the 835 says of a claim besides money. */
export interface RemittanceFacts {
  readonly patientControlNumber: string;
  readonly claimNumber: string;
  /** Claim number of the claim this one corrects, for REF*F8; '' otherwise. */
  readonly originalClaimNumber: string;
  readonly claimFilingIndicator: string;
  /** CLM05-1. */
  readonly facilityCode: string;
  /** CLM05-3. */
  readonly frequency: string;
  readonly isInstitutional: boolean;
  readonly drg: string;
  readonly patient: RemittanceName;
  /** Present when the subscriber is not the patient. */
  readonly insured?: RemittanceName;
  /** Present when the rendering provider is not the payee. */
  readonly rendering?: RemittanceName;
  readonly period: Period;
  /** CCYYMMDD. */
  readonly receivedDate: string;
}

/** How much a decision used of a member's or family's limits: undone by its reversal. */
export interface AccumulatorChange {
  /** Member id, or subscriber id for the family. */
  readonly holder: string;
  readonly scope: 'individual' | 'family';
  readonly planId: string;
  /** Benefit year, e.g. `2025`. */
  readonly year: string;
  readonly deductibleCents: number;
  readonly outOfPocketCents: number;
  /** Of a category that the plan limits to so many visits a year; absent: of the plan's money limits. */
  readonly category?: string;
  readonly visits?: number;
}

/** Benefits that were not assigned to the provider: the insured is the payee (see `decision-parts.ts`). */
export interface MemberPayment {
  readonly payeeId: string;
  readonly amountCents: number;
  /** Rule whose adjustments tell the provider where its money went. */
  readonly rule: string;
}

/** `denied`: nothing is paid and every line carries a denial; a claim with a share but no payment is still `paid`. */
export type DecisionStatus = 'paid' | 'denied' | 'pended';

/** The outcome of one version of a claim. */
export interface Decision {
  readonly status: DecisionStatus;
  /** CLP02 of the 835: 1 primary, 2 secondary, 3 tertiary, 4 denied because nobody here is known. */
  readonly claimStatus: string;
  readonly lineOfBusiness: LineOfBusiness;
  /** Fund key: `commercial`, `group:ACME`, `fep` … (DESIGN decision 11). */
  readonly fund: string;
  readonly payeeId: string;
  readonly memberId: string;
  readonly planId: string;
  readonly chargeCents: number;
  readonly allowedCents: number;
  readonly paidCents: number;
  /** Σ of the PR adjustments: CLP05. */
  readonly patientResponsibilityCents: number;
  /** Claim-level adjustments; most stand on lines. */
  readonly adjustments: readonly Adjustment[];
  /** Claim-level RARC codes. */
  readonly remarks: readonly string[];
  readonly lines: readonly LineDecision[];
  readonly trace: readonly TraceStep[];
  readonly accumulators: readonly AccumulatorChange[];
  /** Hash of everything that was judged (KP-24); absent in older decisions. */
  readonly contentKey?: string;
  /** What a pended claim waits for, one by one; absent otherwise. */
  readonly pends?: readonly Pend[];
  /** What the member gets instead of the provider (OW-01); absent when nothing. */
  readonly memberPayment?: MemberPayment;
  /** KP-69: the same claim under the member's second plan, paid from that plan's own fund. */
  readonly secondPlan?: Decision;
  /** Why it waits for a person; '' unless pended. */
  readonly pendReason: string;
  /** The claim was refused as a request (a duplicate, a replacement of nothing): its services were not judged. */
  readonly isRefusal?: true;
  /** FP-41: of a stay that began, or ended, with a transfer between hospitals. */
  readonly isTransferIn?: true;
  readonly isTransferOut?: true;
  readonly facts: RemittanceFacts;
}
