export interface WaitingAdjustmentRow {
  readonly adjustmentId: number;
  readonly code: string;
  readonly reference: string;
  readonly amountCents: number;
}

export interface InterestFactsRow {
  readonly itemId: number;
  readonly decisionId: number;
  /** Days between the pend and the decision of the claim: nobody's clock ran. */
  readonly outstandingDays: number;
  /** What the payment of the same decision carried; 0 when it carried none or has not gone out. */
  readonly interestCents: number;
  readonly centDays: number;
}

/** A balance that a remittance forwarded and no later one took. */
export interface OpenForwardRow {
  readonly payeeId: string;
  readonly fund: string;
  readonly traceNumber: string;
  readonly amountCents: number;
  readonly paymentDate: string;
}

export type MoneyCaseKind = 'recovery' | 'refund' | 'refund-demand' | 'reconsideration' | 'hold' | 'payment';

export interface MoneyCaseRow {
  readonly facts: {
    /** `recovery-3`: what a person calls it by. */
    readonly key: string;
    readonly kind: MoneyCaseKind;
    readonly profileId: string;
    readonly payeeId: string;
    /** '' of a hold: every fund of the payee. */
    readonly fund: string;
    readonly claimNumber: string;
    readonly traceNumber: string;
    readonly amountCents: number;
    /** JSON, by kind. */
    readonly details: string;
  };
  readonly events: readonly {
    readonly act: string;
    /** CCYYMMDD. */
    readonly date: string;
    readonly asOf: string;
    readonly reason: string;
  }[];
}

export interface LedgerEntryRow {
  readonly key: string;
  readonly asOf: string;
  readonly text: string;
  readonly postings: readonly {
    readonly fund: string;
    readonly debit: string;
    readonly credit: string;
    readonly amountCents: number;
  }[];
}

/** Positive: we owe the account; negative: it owes us. */
export interface BalanceRow {
  readonly kind: string;
  readonly payeeId: string;
  readonly fund: string;
  readonly balanceCents: number;
  /** What the postings up to the last checkpoint add up to. */
  readonly openingCents: number;
  /** What was written down then; undefined when the account is younger. */
  readonly keptCents: number | undefined;
}

export interface UnremittedRow {
  readonly payeeId: string;
  readonly fund: string;
  readonly items: number;
  readonly adjustments: number;
  readonly amountCents: number;
  /** Of a batch that is not closed: its money is never paid. */
  readonly isBlocked: boolean;
}
