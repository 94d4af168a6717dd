import type { AccumulatorChange, Decision } from '../adjudication/decision.ts';
import type { LedgerEntry } from '../ledger/posting.ts';
import type {
  BalanceRow,
  InterestFactsRow,
  LedgerEntryRow,
  MoneyCaseKind,
  MoneyCaseRow,
  OpenForwardRow,
  UnremittedRow,
  WaitingAdjustmentRow,
} from './money-rows.ts';
import type { CounterMove, OutboxFile } from './store.ts';

export interface NewAdjustment {
  /** Its ledger entry stands under `adjustment/` + this. */
  readonly key: string;
  readonly profileId: string;
  readonly payeeId: string;
  readonly fund: string;
  readonly code: string;
  readonly reference: string;
  /** As in PLB. */
  readonly amountCents: number;
}

export interface NewCaseEvent {
  readonly key: string;
  readonly act: string;
  /** CCYYMMDD. */
  readonly date: string;
  readonly reason: string;
}

/** A payer-initiated adjustment: the live decision of a claim is reversed and another one takes its place. */
export interface Correction {
  readonly claimId: number;
  readonly reversedDecisionId: number;
  readonly decision: Decision;
  /** What changes of the limits; default: nothing. */
  readonly accumulators?: readonly AccumulatorChange[];
}

/** Everything that one act of a person or of the calendar changes about money. */
export interface MoneyAct {
  readonly batchId: number;
  readonly asOf: string;
  readonly entries: readonly LedgerEntry[];
  readonly adjustments: readonly NewAdjustment[];
  readonly corrections: readonly Correction[];
  readonly cases: readonly MoneyCaseRow['facts'][];
  readonly events: readonly NewCaseEvent[];
  readonly files: readonly OutboxFile[];
  readonly counters: readonly CounterMove[];
  /** Closes the batch with the act, so that an act can never be posted and yet not count. Default: it stays open. */
  readonly books?: string;
}

/** What the store remembers of money besides decisions and payments. */
export interface MoneyStore {
  /**
   * One whole act, in a batch of stage `act` or `pay` that is open.
   *
   * @throws Fault `CLAIM-NOT-LIVE` when a correction names a decision that no longer stands.
   */
  postMoney(act: MoneyAct): Promise<void>;
  waitingAdjustments(profileId: string, payeeId: string, fund: string): Promise<WaitingAdjustmentRow[]>;
  /** In the order of the ids. */
  interestFacts(itemIds: readonly number[]): Promise<InterestFactsRow[]>;
  /** Payments of a payee and fund on a day: numbers the next one. */
  paymentsOn(payeeId: string, fund: string, paymentDate: string): Promise<number>;
  openForwards(profileId: string): Promise<OpenForwardRow[]>;
  /** With their events, oldest first. */
  moneyCases(filter: { kind?: MoneyCaseKind; profileId?: string; key?: string }): Promise<MoneyCaseRow[]>;
  /** Entries that touch a payee, oldest first. */
  ledgerEntries(filter: { payeeId: string; fund?: string }): Promise<LedgerEntryRow[]>;
  /** Every account's balance as of now, for a later {@link balances} to be compared with. */
  checkpointBalances(batchId: number): Promise<void>;
  /**
   * Of every account: now, and as of the last checkpoint once derived again and once as it was kept. Derived from the
   * checkpoint before that one, which costs only what changed since.
   */
  balances(): Promise<BalanceRow[]>;
  /** The same from the first posting on. */
  provedBalances(): Promise<BalanceRow[]>;
  /** What the ledger says went out, by payee and fund. */
  cashPaid(): Promise<{ payeeId: string; fund: string; amountCents: number }[]>;
  /** Decided versions and adjustments that stand on no remittance yet, by payee and fund. */
  unremitted(profileId: string): Promise<UnremittedRow[]>;
  /**
   * Business dates, CCYYMMDD: since when the oldest of what could be remitted waits, and of the last payment run whose
   * books closed; '' when there is none.
   */
  paymentDates(profileId: string): Promise<{ waitingSince: string; lastRun: string }>;
  /** Versions of claims with a decision on more or less than one remittance item: always none. */
  strayDecisions(profileId: string): Promise<number>;
  /** Accepted or pended claims received before a day, CCYYMMDD, with nothing decided. */
  agedClaims(
    profileId: string,
    receivedBefore: string,
  ): Promise<{ claimNumber: string; receivedDate: string; state: string }[]>;
}
