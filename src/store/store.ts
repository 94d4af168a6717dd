import type { AccumulatorChange } from '../adjudication/decision.ts';
import type { GlobalService, PastGlobalService } from '../adjudication/global-service.ts';
import type { ClaimState, PastClaim } from '../adjudication/history.ts';
import type { LedgerEntry, Posting } from '../ledger/posting.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import type { Finding } from '../x12/finding.ts';
import type { FindStore } from './find-store.ts';
import type { MoneyStore } from './money-store.ts';
import type { PackedOutcome } from './outcome-packing.ts';
import type { ReceivedAnswer, ReceivedAnswerStore } from './received-answer-store.ts';
import type { RetentionStore } from './retention-store.ts';
import type { ReviewStore } from './review-store.ts';
import type {
  BatchRow,
  ClaimCounts,
  ClaimRow,
  DecisionOfClaim,
  FileRow,
  InterchangeRow,
  OutboxRow,
  OutboxType,
  PaymentRow,
  PricingRow,
  ReferenceImportRow,
  RunRow,
  SetRow,
  StagedAnswers,
  WaitingItem,
  WaitingPair,
} from './rows.ts';
import type { TotalsStore } from './totals-store.ts';

/** A counter that an act moves: the act is refused when it no longer stands at `from`. */
export interface CounterMove {
  readonly scope: string;
  readonly from: number;
  readonly to: number;
}

/** A file to send: bytes and names are committed with what justifies them (DESIGN decision 13). */
export interface OutboxFile {
  readonly name: string;
  readonly partnerId: string;
  readonly type: OutboxType;
  readonly bytes: Uint8Array;
}

export interface StagedClaim {
  readonly claimNumber: string;
  /** JSON: places of the claim and of its context. */
  readonly source: string;
  readonly offsetBytes: number;
  readonly segmentOrdinal: number;
  readonly kind: 'professional' | 'institutional';
  readonly frequency: string;
  readonly frequencyRank: number;
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
  /** `refused` when its own findings refuse it, whatever becomes of its set. */
  readonly state: 'staged' | 'refused';
}

/** Claims that were checked together. */
export interface StagedParcel {
  readonly claims: readonly StagedClaim[];
  /** What the 277CA will say of them. */
  readonly answers: Uint8Array;
}

/** A set being staged: named where it begins, its claims as they come, its fate at SE (DESIGN decision 5). */
export interface StagedPart {
  /** The id that an earlier part of the same set was given; a new set begins without. */
  readonly setId?: number;
  readonly interchangeId: number;
  readonly groupControlNumber: string;
  readonly controlNumber: string;
  readonly guideId: string;
  /** Parcel by parcel. */
  readonly parcels: readonly StagedParcel[];
  readonly close?: {
    readonly fate: 'accepted' | 'accepted with errors' | 'rejected';
    readonly batchReference: string;
    readonly claimsSeen: number;
    readonly chargeSeenCents: number;
  };
}

export interface OpenInterchange {
  readonly batchId: number;
  readonly fileId: number;
  readonly ordinal: number;
  readonly partnerId: string;
  readonly controlNumber: string;
  /** Sender qualifier, sender id, receiver id: with the control number, the key of a duplicate interchange. */
  readonly senderKey: string;
  readonly usage: string;
  readonly offsetBytes: number;
  readonly delimiters: Delimiters;
  readonly receivedDate: string;
}

export interface CloseInterchange {
  readonly interchangeId: number;
  readonly batchId: number;
  readonly lengthBytes: number;
  readonly fate: 'accepted' | 'accepted with errors' | 'rejected';
  /** TA105. */
  readonly note: string;
  /** Sets that passed by themselves and stand in a group or interchange that is refused. */
  readonly refusedSets: readonly number[];
  readonly findings: readonly {
    readonly finding: Finding;
    readonly setId?: number;
    readonly claimNumber?: string;
  }[];
  readonly answers: readonly OutboxFile[];
  /** What its TA1s and 999s say of our own files. Default: none. */
  readonly received?: readonly ReceivedAnswer[];
  readonly counters: readonly CounterMove[];
  /** One line of the proof: what was seen and where it went. */
  readonly books: string;
}

/** One settled claim with everything that changes because of it. */
export interface SettledClaim {
  readonly claimId: number;
  readonly act: 'decide' | 'replace' | 'void' | 'record';
  readonly state: ClaimState;
  readonly status: 'paid' | 'denied' | 'pended' | 'voided' | 'recorded';
  readonly payeeId: string;
  readonly fund: string;
  readonly profileId: string;
  readonly chargeCents: number;
  readonly allowedCents: number;
  readonly paidCents: number;
  readonly patientResponsibilityCents: number;
  /** Packed where it is made: rows of an act wait as two texts, not as trees of objects. */
  readonly outcome: PackedOutcome;
  /** The claim that this one replaces, voids or withdraws. */
  readonly original?:
    | {
        readonly claimNumber: string;
        readonly state: ClaimState;
        readonly reversedDecisionId?: number;
      }
    | undefined;
  readonly accumulators: readonly AccumulatorChange[];
  /** What later claims of the member may ask for (see `globalServices`). Default: nothing. */
  readonly globalServices?:
    | { readonly memberId: string; readonly services: readonly GlobalService[] }
    | undefined;
  /** What its own decision costs: one ledger entry, even of nothing. Default: it stands under none. */
  readonly postings?: readonly Posting[] | undefined;
  /** Reversals that it brings. */
  readonly entries: readonly LedgerEntry[];
  /** Whether this decision goes on a remittance. */
  readonly isRemitted: boolean;
}

export interface GlobalServiceSpan {
  readonly memberId: string;
  readonly payeeId: string;
  readonly hasPackage: boolean;
  /** CCYYMMDD, both inclusive. */
  readonly from: string;
  readonly to: string;
}

export interface PostDecisions {
  readonly batchId: number;
  readonly asOf: string;
  readonly businessDate: string;
  readonly claims: readonly SettledClaim[];
}

export interface PostPayments {
  readonly batchId: number;
  readonly file: OutboxFile;
  readonly payments: readonly {
    readonly profileId: string;
    readonly payeeId: string;
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
    readonly itemIds: readonly number[];
    /** Of those items, the ones that carry interest. */
    readonly interest: readonly {
      readonly itemId: number;
      readonly interestCents: number;
      readonly centDays: number;
    }[];
    readonly adjustmentIds: readonly number[];
    readonly entry: LedgerEntry;
  }[];
  readonly counters: readonly CounterMove[];
}

/**
 * What is remembered. Every method that changes something is one whole act: it happens completely or not at all,
 * and it is refused with a {@link Fault} (`STORE-COUNTER-MOVED`) when somebody else has moved a counter it relies on.
 * `src/store/sqlite/` is the embedded one; another database answers to the same contract suite.
 */
export interface Store
  extends MoneyStore,
    RetentionStore,
    ReviewStore,
    FindStore,
    ReceivedAnswerStore,
    TotalsStore {
  close(): Promise<void>;

  /** Refuses an `asOf` before the last finished run (`RUN-BACKWARDS`); returns an unfinished run of the same instant again. */
  beginRun(run: { asOf: string; businessDate: string; snapshotDigest: string }): Promise<RunRow>;
  finishRun(runId: number, exitCode: number): Promise<void>;
  lastRun(): Promise<RunRow | undefined>;

  /** The open batch of that stage and subject, whichever run began it; a new one when there is none. */
  openBatch(runId: number, stage: BatchRow['stage'], subject: string): Promise<BatchRow>;
  closeBatch(batchId: number, books: string): Promise<void>;
  /** Its money is never published. */
  breakBatch(batchId: number, books: string): Promise<void>;
  batches(filter: {
    runId?: number;
    stage?: BatchRow['stage'];
    state?: BatchRow['state'];
  }): Promise<BatchRow[]>;

  counter(scope: string): Promise<number>;

  recordImport(row: Omit<ReferenceImportRow, 'importId'>): Promise<boolean>;
  imports(): Promise<ReferenceImportRow[]>;

  fileBySha256(sha256: string): Promise<FileRow | undefined>;
  takeFile(file: Omit<FileRow, 'fileId' | 'state' | 'reason'>): Promise<FileRow>;
  unreadFiles(): Promise<FileRow[]>;
  finishFile(fileId: number, state: 'read' | 'quarantined', reason: string): Promise<void>;
  files(): Promise<FileRow[]>;
  file(fileId: number): Promise<FileRow | undefined>;
  /** A file of quarantine that is to be read again; any other is left as it is. */
  reopenFile(sha256: string): Promise<void>;
  /** Files that a claim was cut from which has not come to its end yet. */
  filesWithOpenClaims(): Promise<FileRow[]>;
  /** First look at an upload that is not whole; returns the instant of the first look, kept over runs. */
  holdFile(partnerId: string, name: string, asOf: string): Promise<string>;
  releaseHold(partnerId: string, name: string): Promise<void>;
  heldFiles(): Promise<{ partnerId: string; name: string; firstSeen: string }[]>;

  /** Staged claims, sets and findings of interchanges that never closed; their claim numbers are given back. */
  dropOpenInterchanges(fileId: number): Promise<void>;
  interchangesOfFile(fileId: number): Promise<InterchangeRow[]>;
  interchangeWasSeen(senderKey: string, controlNumber: string, sinceDate: string): Promise<boolean>;
  openInterchange(interchange: OpenInterchange): Promise<number>;
  /** One act for parts of any number of sets: small sets would cost a commit each. Returns the id of each set. */
  stageSets(parts: readonly StagedPart[]): Promise<number[]>;
  /** The answers of the next parcel of a set, until its interchange closes. */
  stagedAnswers(setId: number, afterClaimId: number): Promise<StagedAnswers | undefined>;
  setsOfInterchange(interchangeId: number): Promise<SetRow[]>;
  /** In the order of the set, a page at a time. */
  claimsOfSet(setId: number, afterClaimId: number, limit: number): Promise<ClaimRow[]>;
  /** Counts and cents by state over the claims of an interchange. */
  countClaims(filter: { interchangeId?: number; profileId?: string }): Promise<ClaimCounts[]>;
  closeInterchange(act: CloseInterchange): Promise<void>;

  /** Ids of accepted claims in settlement order (DESIGN decision 6). */
  claimsToDecide(profileId: string): Promise<Float64Array>;
  claims(ids: readonly number[]): Promise<ClaimRow[]>;
  /** The same claims by what a night needs of them, in half the time. */
  claimsToPrice(ids: readonly number[]): Promise<PricingRow[]>;
  claimByNumber(claimNumber: string): Promise<ClaimRow | undefined>;
  claimsByPatientControlNumber(patientControlNumber: string): Promise<ClaimRow[]>;
  /** Settled claims by number (with what superseded them, to the live one) and by service key. */
  pastClaims(lookup: {
    claimNumbers: readonly string[];
    sameServiceKeys: readonly string[];
    /** Members of whom the interim bills (frequency 2, 3, 4) are wanted. Default: none. */
    interimMembers?: readonly string[];
    /** Members of whom all institutional claims are wanted. Default: none. */
    stayMembers?: readonly string[];
  }): Promise<PastClaim[]>;
  accumulators(
    keys: readonly {
      holder: string;
      scope: 'individual' | 'family';
      planId: string;
      year: string;
      /** Visits of this category are asked for, instead of the plan's money limits. */
      category?: string;
    }[],
  ): Promise<AccumulatorChange[]>;
  /**
   * Services with or without a global period whose day is in the span, on lines of other live claims that something is
   * allowed for; each once, whatever the number of spans that hold it.
   */
  globalServices(
    spans: readonly GlobalServiceSpan[],
  ): Promise<(PastGlobalService & { memberId: string; payeeId: string })[]>;
  postDecisions(act: PostDecisions): Promise<void>;
  decisionsOfClaim(claimId: number): Promise<DecisionOfClaim[]>;
  /** Sums over the decisions of a batch. */
  decisionTotals(
    batchId: number,
  ): Promise<{ act: string; status: string; claims: number; chargeCents: number; paidCents: number }[]>;

  /** Payee × fund pairs with something to remit or a balance to carry, in order. */
  waitingPairs(profileId: string): Promise<WaitingPair[]>;
  waitingItems(
    profileId: string,
    payeeId: string,
    fund: string,
    afterItemId: number,
    limit: number,
  ): Promise<WaitingItem[]>;
  /** `adjustmentCents` as in PLB: positive is taken from what is owed. */
  waitingTotals(
    profileId: string,
  ): Promise<{ items: number; amountCents: number; adjustments: number; adjustmentCents: number }>;
  openForward(
    payeeId: string,
    fund: string,
  ): Promise<{ traceNumber: string; amountCents: number } | undefined>;
  postPayments(act: PostPayments): Promise<void>;
  payments(filter: {
    batchId?: number;
    payeeId?: string;
    claimId?: number;
    traceNumber?: string;
  }): Promise<PaymentRow[]>;
  itemsOfClaim(claimId: number): Promise<{ act: string; amountCents: number; paymentId?: number }[]>;
  accountBalances(): Promise<{ kind: string; payeeId: string; fund: string; balanceCents: number }[]>;

  /** Rows of closed batches that have not left yet, oldest first. */
  unpublished(): Promise<OutboxRow[]>;
  outboxFile(outboxId: number): Promise<Uint8Array>;
  outboxOfBatch(batchId: number): Promise<OutboxRow[]>;
  outboxAll(): Promise<OutboxRow[]>;
  markOutbox(outboxId: number, state: 'ready' | 'published'): Promise<void>;

  findingsOfInterchange(interchangeId: number): Promise<{ code: string; severity: string; count: number }[]>;
}
