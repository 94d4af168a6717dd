import type { Decision } from '../adjudication/decision.ts';
import type { ClaimState } from '../adjudication/history.ts';
import type { Outcome } from './outcome.ts';

export interface RunRow {
  readonly runId: number;
  readonly asOf: string;
  /** CCYYMMDD in the payer's zone. */
  readonly businessDate: string;
  readonly snapshotDigest: string;
  readonly finished: boolean;
  readonly exitCode: number | undefined;
}

export interface BatchRow {
  readonly batchId: number;
  readonly runId: number;
  readonly stage: 'intake' | 'adjudicate' | 'pay' | 'act';
  readonly subject: string;
  readonly state: 'open' | 'closed' | 'broken';
  readonly books: string;
}

export interface ReferenceImportRow {
  readonly importId: number;
  readonly kind: string;
  readonly name: string;
  readonly sha256: string;
  /** CCYYMMDD. */
  readonly effective: string;
  readonly asOf: string;
}

export interface FileRow {
  readonly fileId: number;
  readonly sha256: string;
  readonly name: string;
  readonly partnerId: string;
  readonly sizeBytes: number;
  readonly receivedDate: string;
  readonly runId: number;
  readonly state: 'taken' | 'read' | 'quarantined';
  readonly reason: string;
}

export interface InterchangeRow {
  readonly interchangeId: number;
  readonly batchId: number;
  readonly fileId: number;
  readonly ordinal: number;
  readonly partnerId: string;
  readonly controlNumber: string;
  readonly usage: string;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  /** JSON of {@link Delimiters}. */
  readonly delimiters: string;
  readonly state: 'open' | 'closed';
  readonly fate: string;
  readonly note: string;
  readonly receivedDate: string;
}

export interface SetRow {
  readonly setId: number;
  readonly interchangeId: number;
  readonly groupControlNumber: string;
  readonly controlNumber: string;
  readonly guideId: string;
  readonly batchReference: string;
  readonly fate: string;
  readonly claimsSeen: number;
  readonly chargeSeenCents: number;
}

export interface ClaimRow {
  readonly claimId: number;
  readonly claimNumber: string;
  readonly setId: number;
  readonly source: string;
  readonly offsetBytes: number;
  readonly segmentOrdinal: number;
  readonly kind: 'professional' | 'institutional';
  readonly frequency: string;
  readonly isEncounter: boolean;
  readonly isTest: boolean;
  readonly profileId: string;
  readonly patientControlNumber: string;
  readonly memberId: string;
  readonly billingNpi: string;
  readonly taxId: string;
  readonly payeeId: string;
  readonly chargeCents: number;
  readonly lineCount: number;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly receivedDate: string;
  readonly sliceHash: string;
  readonly sameServiceKey: string;
  readonly state: ClaimState | 'staged' | 'refused';
  readonly supersededBy: string;
  readonly decidedDate: string;
  readonly fileSha256: string;
  readonly fileName: string;
  /** JSON of {@link Delimiters}. */
  readonly delimiters: string;
  readonly guideId: string;
  readonly interchangeControlNumber: string;
  readonly groupControlNumber: string;
  readonly setControlNumber: string;
}

/** What the claims of a set have in common. */
export type SetContext = Pick<
  ClaimRow,
  | 'fileSha256'
  | 'fileName'
  | 'delimiters'
  | 'guideId'
  | 'interchangeControlNumber'
  | 'groupControlNumber'
  | 'setControlNumber'
>;

/** What reading, pricing and settling take from a claim's row: all that a night reads of every claim. */
export type PricingRow = Pick<
  ClaimRow,
  | 'claimId'
  | 'claimNumber'
  | 'source'
  | 'isTest'
  | 'profileId'
  | 'billingNpi'
  | 'payeeId'
  | 'chargeCents'
  | 'receivedDate'
  | 'sameServiceKey'
> &
  SetContext;

/** What the 277CA will say of the claims of one parcel, in their order. */
export interface StagedAnswers {
  readonly lastClaimId: number;
  /** As they were staged: only who packs them knows what stands in them. */
  readonly answers: Uint8Array;
}

export interface ClaimCounts {
  readonly state: ClaimState | 'staged' | 'refused';
  readonly isTest: boolean;
  readonly isEncounter: boolean;
  readonly claims: number;
  readonly chargeCents: number;
}

export interface WaitingPair {
  readonly payeeId: string;
  readonly fund: string;
  readonly items: number;
  readonly reversals: number;
  readonly amountCents: number;
}

export interface WaitingItem {
  readonly itemId: number;
  readonly decisionId: number;
  readonly act: 'payment' | 'reversal';
  readonly claimNumber: string;
  readonly amountCents: number;
  readonly decision: Decision;
}

export interface PaymentRow {
  readonly paymentId: number;
  readonly batchId: number;
  readonly outboxId: number;
  readonly outboxName: string;
  readonly profileId: string;
  readonly payeeId: string;
  /** On the day of payment. */
  readonly payeeName: string;
  readonly fund: string;
  readonly traceNumber: string;
  readonly method: 'ACH' | 'CHK' | 'NON';
  readonly paymentDate: string;
  readonly claimsCents: number;
  /** Σ of the PLB amounts but FB and L6. */
  readonly adjustmentCents: number;
  /** −PLB L6. */
  readonly interestCents: number;
  readonly paidCents: number;
  readonly forwardInCents: number;
  readonly forwardInTrace: string;
  readonly forwardOutCents: number;
  readonly claimCount: number;
}

/** X12 answers and remittances; the register of payments for the payer itself; letters to providers and members. */
export type OutboxType = 'TA1' | '999' | '277CA' | '277' | '835' | 'REGISTER' | 'NOTICE';

export interface OutboxRow {
  readonly outboxId: number;
  readonly batchId: number;
  readonly name: string;
  readonly partnerId: string;
  readonly type: OutboxType;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly state: 'committed' | 'ready' | 'published';
}

/** One version of a claim's outcome, with its trace. */
export interface DecisionOfClaim {
  readonly decisionId: number;
  readonly version: number;
  readonly act: string;
  readonly status: string;
  readonly asOf: string;
  readonly outcome: Outcome;
  /** Retention has taken its trace. */
  readonly isTraceGone: boolean;
}
