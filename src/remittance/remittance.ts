import type { Decision } from '../adjudication/decision.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Contract } from '../reference/records.ts';

/** A claim as it goes on a remittance: `reversal` negates every amount of the decision it names (CLP02 = 22). */
export interface RemittanceItem {
  readonly itemId: number;
  readonly act: 'payment' | 'reversal';
  readonly decision: Decision;
  /** Row of the decision in the store: a reversal finds by it what its payment carried. */
  readonly decisionId?: number;
  /** AMT*I: prompt-pay interest, below zero in a reversal (KP-90). */
  readonly interestCents?: number;
  /** What that interest was computed from, cents × days: kept for the day the claim is corrected. */
  readonly interestCentDays?: number;
}

/** Loop 2000 of one remittance under the customary delimiters: whatever it is paid by and in whichever set it stands. */
export interface WrittenClaims {
  readonly bytes: Uint8Array;
  readonly segments: number;
}

/** The claims of one remittance, and what the payment has to know of them. */
export interface RemittedClaims {
  /** In the order of the CLPs. */
  readonly itemIds: readonly number[];
  /** Σ CLP04. */
  readonly paidCents: number;
  /** Σ AMT*I. */
  readonly interestCents: number;
  /** Of the items that carry any. */
  readonly interest: readonly {
    readonly itemId: number;
    readonly interestCents: number;
    readonly centDays: number;
  }[];
  /** Codes that an 835 may not carry, once they have been looked at. */
  readonly problems: readonly string[];
  /** Empty where they are written. */
  readonly items: readonly RemittanceItem[];
  readonly written?: WrittenClaims;
}

/** One PLB pair: positive is taken from the payment, negative is added to it (835 guide 1.10.2). */
export interface ProviderAdjustment {
  /** DE 426: FB, WO, L6, 72 … */
  readonly code: string;
  readonly reference: string;
  readonly amountCents: number;
}

/** One payment = one ST of an 835: payee × fund (DESIGN decision 11). */
export interface Remittance {
  readonly payer: PayerProfile;
  readonly payee: Contract;
  readonly fund: string;
  /** TRN02. */
  readonly traceNumber: string;
  /** ACH, CHK, or NON when nothing is paid. */
  readonly method: 'ACH' | 'CHK' | 'NON';
  /** BPR02. */
  readonly paidCents: number;
  /** CCYYMMDD: BPR16. */
  readonly paymentDate: string;
  /** CCYYMMDD: DTM*405. */
  readonly productionDate: string;
  readonly items: readonly RemittanceItem[];
  /** Its items as bytes, made before the payment was planned; `items` is empty then. */
  readonly written?: WrittenClaims;
  readonly providerAdjustments: readonly ProviderAdjustment[];
}
